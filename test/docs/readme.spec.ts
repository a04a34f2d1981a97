import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadStack } from "../../offline/config/stack";
import { briefly, home, previewOf, refusals } from "../platform/support/preview";

/** The first block of YAML under a heading. */
function yamlUnder(heading: string): string {
  const readme = readFileSync(join(home, "README.md"), "utf8");
  const [, text] = new RegExp(`\\n## ${heading}\\n[^]*?\\n\`\`\`yaml\\n([^]*?)\\n\`\`\``).exec(readme) ?? [];
  assert.ok(text, `no YAML under ${heading}`);
  return text;
}

/** A stack file of that text, as the command line would read it beside the committed Pulumi.yaml. */
function stackOf(stack: string, text: string) {
  const directory = mkdtempSync(join(tmpdir(), "readme-"));
  try {
    copyFileSync(join(home, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
    writeFileSync(join(directory, `Pulumi.${stack}.yaml`), text);
    return loadStack({ directory, stack, overrides: [], path: false });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("README.md: the example of a configuration", function () {
  this.timeout(60_000);
  const example = yamlUnder("Configuration");

  it("previews as printed, with advice only", async () => {
    const { findings } = await previewOf(stackOf("readme-dev", example));
    assert.deepEqual(refusals(findings), []);
    assert.deepEqual(briefly(findings), ["AKS-17 swedencentral-aks-cluster"]);
  });

  it("lacks one thing that production needs: the defaults are production's but for cluster.kms", async () => {
    const { findings } = await previewOf(stackOf("readme", example.replace("nonProduction", "production")));
    assert.deepEqual(refusals(findings), ["aks-kms-etcd-encryption"]);
  });
});
