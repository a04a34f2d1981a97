import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { configKeys } from "../../components/config/schema";
import { vaultObjectName } from "../../components/config/schema/primitives";

export const SCHEMA_FILE = join(__dirname, "..", "config.schema.json");
export const COMMAND = "npx tsx docs/generate/configSchema.ts";

export const NAMESPACE = "hardened-aks";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Receives a part of the zod schema with its JSON schema, and changes the latter. */
export type Annotate = (part: { readonly zodSchema: z.core.$ZodTypes; readonly jsonSchema: z.core.JSONSchema.BaseSchema }) => void;

/** A value that the Pulumi CLI encrypted. */
const encrypted: JsonSchema = {
  type: "object",
  properties: { secure: { type: "string", description: "Ciphertext written by pulumi config set --secret." } },
  required: ["secure"],
  additionalProperties: false,
};

/** Not in the schema of the configuration, because secrets never become plain data, but editors must accept the key. */
export const secrets: JsonSchema = {
  type: "object",
  description: "Values for Key Vault, by secret name; set one with pulumi config set --secret --path 'hardened-aks:secrets.<name>'.",
  propertyNames: keySchema(vaultObjectName),
  additionalProperties: encrypted,
};

/** Renders the JSON schema of Pulumi.<stack>.yaml for editors. It covers each key; rules about several keys are checked by the program. */
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
    // Other namespaces, such as azure-native's, have their own schemas.
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

/** Returns the declarations of the configuration keys in Pulumi.yaml. */
export function declarations(): Readonly<Record<string, JsonSchema>> {
  const project: { readonly config: Readonly<Record<string, JsonSchema>> } = parse(
    readFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), "utf8"),
  );
  return project.config;
}

/** Schema of the input, in which members with defaults are optional. `annotate` may add to the schema of each part. */
export function keySchema(schema: z.ZodType, annotate?: Annotate): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-7", ...(annotate && { override: annotate }) });
  return rest;
}

if (require.main === module) writeFileSync(SCHEMA_FILE, renderConfigSchema());
