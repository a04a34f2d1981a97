import { z } from "zod";
import { containsCredentials } from "./credentials";
import type { Fault } from "./fault";
import { configKeys } from "./schema";
import { confidential } from "./schema/primitives";

/** One segment of a formatted path: a key after a dot, a quoted key, or an index. */
const ANY_SEGMENT = String.raw`(?:\.[\w$-]+|\["[^"]*"\]|\[\d+\])`;

/** Members of a schema, each with the pattern of its path segment. */
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

/** Patterns of the paths to confidential values, and to objects that contain them: a secret may be set in place of the object. */
function patterns(schema: z.core.$ZodType): readonly string[] {
  if (isConfidential(schema)) return [""];
  return members(schema).flatMap(([segment, member]) => patterns(member).map((rest) => `(?:${segment}${rest})?`));
}

/** Computes the patterns on demand, because only a faulty configuration needs them. */
function isConfidentialPath(path: string): boolean {
  return Object.entries(configKeys).some(([key, schema]) => patterns(schema).some((rest) => new RegExp(`^${key}${rest}$`).test(path)));
}

/** Removes the configured value from a fault if it could be a secret. */
export function redactFault(fault: Fault): Fault {
  const { actual, path, allowed } = fault;
  if (actual === undefined) return fault;
  const isSecret = isConfidentialPath(path) || (typeof actual === "string" && containsCredentials(actual));
  return isSecret ? { path, allowed } : fault;
}
