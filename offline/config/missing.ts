/** Type of a configuration value: those of Pulumi.yaml, and `number` of the SDK. */
export type ConfigType = "string" | "integer" | "number" | "boolean" | "array" | "object";

/** A configuration key that is required and has no value. */
export interface MissingKey {
  /** Full key, `project:key`. */
  readonly key: string;
  readonly type: ConfigType;
  readonly secret: boolean;
  /**
   * Value of the suggested option.
   * @default one of the type
   */
  readonly example?: string;
}

/** Values that are valid for each type, so that the suggested options can be pasted as they are. */
const EXAMPLES: Readonly<Record<ConfigType, string>> = {
  string: "VALUE",
  integer: "1",
  number: "1",
  boolean: "true",
  array: "[]",
  object: "{}",
};

/** Lists all missing keys with the options that set them. */
export function renderMissing(keys: readonly MissingKey[], stack: string): string {
  const byKey = new Map(keys.map((missing) => [missing.key, missing]));
  // Of several reads of one key, a secret one decides the remark, and any type but text the value.
  for (const missing of keys) {
    const known = byKey.get(missing.key) ?? missing;
    const type = known.type === "string" ? missing.type : known.type;
    byKey.set(missing.key, { ...known, type, secret: known.secret || missing.secret });
  }
  const all = Array.from(byKey.values());
  const options = all.map(({ key, type, example }) => `  -c '${key}=${example ?? EXAMPLES[type]}'`);
  const secrets = all.filter(({ secret }) => secret).map(({ key }) => key);
  const remark = secrets.length === 0 ? [] : [`For secrets a placeholder is enough: ${secrets.join(", ")}`];
  return [
    `Missing required configuration of stack ${stack}; set it in the stack's file or with these options:`,
    ...options,
    ...remark,
  ].join("\n");
}
