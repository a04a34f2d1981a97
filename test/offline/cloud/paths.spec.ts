import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PATHS } from "../../../offline/cloud/azure/paths";

/** Placeholders that are not inputs of the resource. */
const CONTEXT = new Set(["subscriptionId"]);

describe("offline/cloud: ARM paths", () => {
  const sdk = dirname(require.resolve("@pulumi/azure-native/package.json"));

  for (const [kind, path] of Object.entries(PATHS)) {
    it(`${kind} is a type of the SDK and has the inputs in its path`, () => {
      const [module = "", type = ""] = kind.split(":");
      const declaration = declarationOf(sdk, module, type);
      const args = new RegExp(`export interface ${type}Args \\{([\\s\\S]*?)^\\}`, "m").exec(declaration)?.[1] ?? "";
      const inputs = new Set(Array.from(args.matchAll(/^ {4}(\w+)\??:/gm), ([, name]) => name));
      const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name).filter((name) => !CONTEXT.has(name));
      for (const name of named) assert.ok(inputs.has(name), `${kind} has no input ${name}`);
    });
  }
});

/** The SDK's declaration file of a type. */
function declarationOf(sdk: string, module: string, type: string): string {
  const index = readFileSync(join(sdk, module, "index.d.ts"), "utf8");
  const file = new RegExp(`\\b${type}\\b[^;]*from "\\./(\\w+)"|import\\("\\./(\\w+)"\\)\\.${type};`).exec(index);
  const path = join(sdk, module, `${file?.[1] ?? file?.[2]}.d.ts`);
  assert.ok(existsSync(path), `${module}:${type} is not in the SDK`);
  return readFileSync(path, "utf8");
}
