import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadStack } from "../../offline/config/stack";
import { catalogue } from "../../policy-pack/rules/catalogue";
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

describe("README.md: the numbers of controls", () => {
  it("are those of the catalogue", () => {
    const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");
    const at = (level: string) => catalogue.filter(({ enforcement }) => enforcement === level).length;
    assert.ok(readme.includes(`policy pack with ${catalogue.length} controls`));
    const levels = `${at("mandatory")} block a production stack, ${at("advisory")} advise and ${at("disabled")} are off by default`;
    assert.ok(readme.includes(`Of the ${catalogue.length} controls, ${levels}`));
  });
});

describe("README.md: the table of documents", () => {
  it("has every document", () => {
    const [, table = ""] = readFileSync(join(repositoryRoot, "README.md"), "utf8").split("\n## Where to go\n");
    const documents = readdirSync(join(repositoryRoot, "docs")).filter((file) => file.endsWith(".md"));
    const missing = documents.filter((file) => !table.includes(`](docs/${file})`));
    assert.deepEqual(missing, []);
  });
});

describe("README.md: the example of a configuration", function () {
  this.timeout(60_000);
  const example = yamlUnder("Configuration");

  it("has advisory findings only", async () => {
    const { findings } = await previewOf(stackOf("readme-dev", example));
    assert.deepEqual(blockingPolicies(findings), []);
    assert.deepEqual(summarize(findings), [
      "AKS-17 swedencentral-aks-cluster",
      "ID-05 swedencentral-grant-cluster-ingress-group",
      "MON-02 observability-defender",
      "MON-02 observability-logs",
      "NET-07 swedencentral-network-vnet",
      "POD-08 swedencentral-inside-catalog-deployment",
    ]);
  });

  it("has one mandatory finding in production, because only cluster.kms has no production default", async () => {
    const { findings } = await previewOf(stackOf("readme", example.replace("nonProduction", "production")));
    assert.deepEqual(blockingPolicies(findings), ["aks-kms-etcd-encryption"]);
  });
});
