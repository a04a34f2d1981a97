import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { configKeys } from "../../components/config/schema";
import { type Annotate, declarations, keySchema, NAMESPACE, secrets } from "./configSchema";
import { type Part, typeOf } from "./configurationTypes";
import { code, table, text } from "./markdown";

export const PAGE = join(__dirname, "..", "configuration.md");
export const COMMAND = "npx tsx docs/generate/configuration.ts";

/** No pattern of the schema allows it: with it, a string answers with the sentence that says what is allowed. */
const NEVER_ALLOWED = "\0";

const INTRODUCTION: readonly string[] = [
  "# Configuration",
  "",
  `<!-- Written by \`${COMMAND}\` from components/config/schema; change the schema and run it again. -->`,
  "",
  "Keys of `Pulumi.<stack>.yaml`. The prefix `hardened-aks:` is left out: `cluster.tier` is the member `tier` of `hardened-aks:cluster`.",
  "`[]` stands for each item of a list, `<name>` for a name of your choice. Every other key is refused. Rules about several keys are checked",
  "before the first resource, by `npm run preview -- prod` as well. Editors with the YAML language server complete and check the keys",
  "([schema](config.schema.json)).",
  "",
];

/** Renders the reference of the configuration: a table of the keys, then one of the members of each key that has any. */
export function renderConfiguration(): string {
  const keys = Object.entries(parts());
  const withMembers = keys.filter(([key, part]) => members(key, part).length > 0);
  const named = ([key, part]: readonly [string, Part]): readonly string[] => {
    const [, ...cells] = row(key, part, part.isRequired === true);
    return [members(key, part).length > 0 ? `[${code(key)}](#${key.toLowerCase()})` : code(key), ...cells];
  };
  const lines = [
    ...INTRODUCTION,
    ...table(HEAD, keys.map(named)),
    ...withMembers.flatMap(([key, part]) => ["", `## ${key}`, "", text(part.description ?? ""), "", ...table(HEAD, members(key, part))]),
  ];
  return `${lines.join("\n")}\n`;
}

const HEAD = ["Key", "Type and allowed values", "Default", "Meaning"];

/** Schema of every key, by name without the namespace. */
function parts(): Readonly<Record<string, Part>> {
  const declared = declarations();
  const entries = Object.entries(configKeys).map(([key, schema]): [string, Part] => {
    const isRequired = !schema.safeParse(undefined).success;
    return [key, { isRequired, description: `${declared[`${NAMESPACE}:${key}`]?.description}`, ...keySchema(schema, describeAllowed) }];
  });
  return { ...Object.fromEntries(entries), secrets };
}

/** Adds to a string the sentence with which a fault says what is allowed. */
const describeAllowed: Annotate = ({ zodSchema, jsonSchema }) => {
  if (jsonSchema.type !== "string" || !(zodSchema instanceof z.ZodString)) return;
  const [issue] = zodSchema.safeParse(NEVER_ALLOWED).error?.issues ?? [];
  if (issue?.code === "invalid_format") jsonSchema.allowed = issue.message;
};

/** The rows of everything inside a part: members, members of items, and forms of which exactly one is chosen. */
function members(path: string, part: Part): readonly (readonly string[])[] {
  if (part.oneOf !== undefined) return part.oneOf.flatMap((form) => formRows(path, form));
  if (part.items !== undefined) return members(`${path}[]`, part.items);
  if (typeof part.additionalProperties === "object") return members(`${path}.<name>`, part.additionalProperties);
  const { properties = {}, required = [] } = part;
  return Object.entries(properties).flatMap(([name, member]) => [
    row(`${path}.${name}`, member, required.includes(name)),
    ...members(`${path}.${name}`, member),
  ]);
}

/** The rows of one form: what selects it, then its own members. */
function formRows(path: string, form: Part): readonly (readonly string[])[] {
  const { type: selector, ...properties } = form.properties ?? {};
  const value = code(`${selector?.const}`);
  const own = members(path, { ...form, properties }).map(([key = "", type = "", initial = "", meaning = ""]) => [
    key,
    type,
    initial,
    `With type ${value}: ${meaning}`,
  ]);
  return [[code(`${path}.type`), value, "", text(form.description ?? "")], ...own];
}

function row(path: string, part: Part, isRequired: boolean): readonly string[] {
  return [code(path), typeOf(part), isRequired ? "required" : defaultOf(part), text(part.description ?? "")];
}

function defaultOf({ default: value }: Part): string {
  if (value === undefined) return "none";
  return code(typeof value === "string" && value !== "" ? value : JSON.stringify(value)).replaceAll(/([,:])(?=["\d{[])/g, "$1 ");
}

if (require.main === module) writeFileSync(PAGE, renderConfiguration());
