import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "./stack";

/** The program as the engine runs it: its entry module, loaded again for each operation. */
export async function program(): Promise<Record<string, unknown>> {
  const entry = require.resolve("../../../index");
  delete require.cache[entry];
  return (require(entry) as () => Promise<Record<string, unknown>>)();
}

/** Configuration of a committed stack as `pulumi config` stores it: objects as JSON. */
export function stackConfig(stack: string): Record<string, string> {
  const { config } = parse(readFileSync(join(repository, `Pulumi.${stack}.yaml`), "utf8")) as { config: Record<string, unknown> };
  return toConfigValues(config);
}

/** Configuration values as `pulumi config` stores them: everything but strings as JSON. */
export function toConfigValues(config: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
}
