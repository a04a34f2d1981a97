import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadStack } from "../../offline/config/stack";
import { blockingPolicies, previewOf, repositoryRoot, summarize } from "../platform/support/preview";

/** Returns the first block of YAML under a heading. */
function yamlUnder(heading: string): string {
  const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");
  const [, text] = new RegExp(`\\n## ${heading}\\n[^]*?\\n\`\`\`yaml\\n([^]*?)\\n\`\`\``).exec(readme) ?? [];
  assert.ok(text, `no YAML under ${heading}`);
  return text;
}

/** Loads a stack file with that text, as the command line reads it together with the committed Pulumi.yaml. */
function stackOf(stack: string, text: string) {
  const directory = mkdtempSync(join(tmpdir(), "readme-"));
  try {
    copyFileSync(join(repositoryRoot, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
    writeFileSync(join(directory, `Pulumi.${stack}.yaml`), text);
    return loadStack({ directory, stack, overrides: [], path: false });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("README.md: the example of a configuration", function () {
  this.timeout(60_000);
  const example = yamlUnder("Configuration");

  it("has advisory findings only", async () => {
    const { findings } = await previewOf(stackOf("readme-dev", example));
    assert.deepEqual(blockingPolicies(findings), []);
    assert.deepEqual(summarize(findings), ["AKS-17 swedencentral-aks-cluster"]);
  });

  it("has one mandatory finding in production, because only cluster.kms has no production default", async () => {
    const { findings } = await previewOf(stackOf("readme", example.replace("nonProduction", "production")));
    assert.deepEqual(blockingPolicies(findings), ["aks-kms-etcd-encryption"]);
  });
});
