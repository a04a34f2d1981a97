import { z } from "zod";
import { carriesCredentials } from "./credentials";
import type { Fault } from "./fault";
import { configKeys } from "./schema";
import { confidential } from "./schema/primitives";

/** A segment of a path as a fault writes it: a key behind a dot, a quoted key, an index. */
const ANY_SEGMENT = String.raw`(?:\.[\w$-]+|\["[^"]*"\]|\[\d+\])`;

/** The members of a schema, each with the pattern of the segment that leads to it. */
function members(schema: z.core.$ZodType): readonly (readonly [segment: string, member: z.core.$ZodType])[] {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape).map(([key, member]) => [`\\.${key}`, member]);
  if (schema instanceof z.ZodRecord) return [[ANY_SEGMENT, schema.valueType]];
  if (schema instanceof z.ZodArray) return [[ANY_SEGMENT, schema.element]];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(members);
  return isWrapper(schema) ? members(schema.unwrap()) : [];
}

const isWrapper = (schema: z.core.$ZodType): schema is z.ZodOptional | z.ZodDefault | z.ZodPrefault =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;

function isConfidential(schema: z.core.$ZodType): boolean {
  return confidential.get(schema) !== undefined || (isWrapper(schema) && isConfidential(schema.unwrap()));
}

/** Patterns of the paths to what is confidential. What holds it counts as well: it may have been given in its place. */
function patterns(schema: z.core.$ZodType): readonly string[] {
  if (isConfidential(schema)) return [""];
  return members(schema).flatMap(([segment, member]) => patterns(member).map((rest) => `(?:${segment}${rest})?`));
}

/** Worked out when there is a fault to tell, not at every start. */
function isHidden(path: string): boolean {
  return Object.entries(configKeys).some(([key, schema]) => patterns(schema).some((rest) => new RegExp(`^${key}${rest}$`).test(path)));
}

/** The fault without the value given, where that could be a secret. */
export function withoutSecret(fault: Fault): Fault {
  const { given, path, allowed } = fault;
  if (given === undefined) return fault;
  const secret = isHidden(path) || (typeof given === "string" && carriesCredentials(given));
  return secret ? { path, allowed } : fault;
}
