import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { configKeys } from "../../components/config/schema";
import { vaultObjectName } from "../../components/config/schema/primitives";

export const SCHEMA_FILE = join(__dirname, "..", "config.schema.json");
export const COMMAND = "npx tsx docs/generate/configSchema.ts";

const NAMESPACE = "hardened-aks";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A value that the CLI encrypted, which an editor cannot look into. */
const encrypted: JsonSchema = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** Not in the configuration contract, because secrets never become plain data; editors should know it all the same. */
const secrets: JsonSchema = {
  type: "object",
  description: "Values for Key Vault by name, set with pulumi config set --secret --path 'secrets.<name>'.",
  propertyNames: keySchema(vaultObjectName),
  additionalProperties: encrypted,
};

/** What may stand in Pulumi.<stack>.yaml, for editors: the shape of each key. Rules over several keys are the program's. */
export function renderConfigSchema(): string {
  const declared = declarations();
  const keys = Object.entries(configKeys).map(([key, schema]) => {
    const name = `${NAMESPACE}:${key}`;
    return [name, { description: declared[name]?.description, ...keySchema(schema) }];
  });
  const required = Object.entries(configKeys).filter(([, schema]) => !schema.safeParse(undefined).success);
  const config = {
    type: "object",
    properties: { ...Object.fromEntries(keys), [`${NAMESPACE}:secrets`]: secrets },
    // Other namespaces, such as azure-native's, have schemas of their own.
    patternProperties: { [`^(?!${NAMESPACE}:)[^:]+:.+$`]: {} },
    required: required.map(([key]) => `${NAMESPACE}:${key}`),
    additionalProperties: false,
  };
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of a hardened-aks stack",
    $comment: `Written by \`${COMMAND}\` from components/config/schema; change the schema and run it again.`,
    type: "object",
    properties: { config },
    required: ["config"],
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** What Pulumi.yaml says of each key. */
export function declarations(): Readonly<Record<string, JsonSchema>> {
  const project: { readonly config: Readonly<Record<string, JsonSchema>> } = parse(
    readFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), "utf8"),
  );
  return project.config;
}

/** What is written in the file: members with defaults may be left out. */
function keySchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
  return rest;
}

if (require.main === module) writeFileSync(SCHEMA_FILE, renderConfigSchema());
