import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../program/project";

const SECRET = "hunter2-hunter2";

const PROGRAM = `import * as pulumi from "@pulumi/pulumi";
import * as storage from "@pulumi/azure-native/storage";

new storage.StorageAccount("a<b>&\\"c", {
  resourceGroupName: "rg",
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
  minimumTlsVersion: "TLS1_0",
  tags: { key: pulumi.secret("${SECRET}") },
});
`;

/** Cases by name, with what they hold. */
function cases(xml: string): ReadonlyMap<string, string> {
  const found = xml.matchAll(/<testcase classname="[^"]*" name="([^"]*)"(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  return new Map(Array.from(found, ([, name = "", inner = ""]) => [name.split(" ")[0] ?? "", inner]));
}

describe("offline: --junit and --only", function () {
  this.timeout(300_000);
  let project: Project;
  before(() => {
    project = new Project({ "index.ts": PROGRAM }).link("@pulumi/pulumi", "@pulumi/azure-native");
  });
  after(() => project.remove());

  const preview = (...args: readonly string[]) => {
    const file = join(project.folder, "report.xml");
    const { status, stdout, stderr } = project.preview("--junit", file, "-c", "azure-native:location=westeurope", ...args);
    const xml = readFileSync(file, "utf8");
    assert.ok(!xml.includes(SECRET), "the report shows a secret");
    return { status, stdout, stderr, xml };
  };

  it("a mandatory finding fails its control, an advisory one is output, a control without resources is skipped", () => {
    const { status, xml } = preview();
    const byControl = cases(xml);
    assert.equal(status, 1);
    assert.match(byControl.get("ST-02") ?? "", /<failure message="ST-02 [^"]*a&lt;b&gt;&amp;&quot;c[\s\S]*TLS1_0/);
    assert.match(byControl.get("ST-16") ?? "", /^\n<system-out>/);
    assert.match(byControl.get("KV-06") ?? "", /<skipped /);
    assert.equal(byControl.get("ST-01"), "");
    const [, tests, failures] = /<testsuite name="dev ST" tests="(\d+)" failures="(\d+)"/.exec(xml) ?? [];
    assert.ok(Number(tests) > 10 && Number(failures) > 1, `${tests} ${failures}`);
  });

  it("--only evaluates the controls that it names, and says so", () => {
    const { status, xml, stderr } = preview("--only", "ST-02,storage-no-public-access");
    assert.deepEqual([...cases(xml).keys()], ["ST-02", "ST-03"]);
    assert.equal(status, 1);
    assert.match(stderr, /^warning: only these controls are evaluated \(--only\): ST-02, storage-no-public-access$/m);
    assert.equal(preview("--only", "ST-01").status, 0);
  });

  it("--only refuses what is no control, with those that it may mean", () => {
    const { status, stderr } = project.preview("--only", "ST-99");
    assert.equal(status, 2);
    assert.match(stderr, /^--only ST-99: no control has this id or policy name; allowed: ST-01, .*ST-17$/m);
  });

  it("of a failing preview has one error", () => {
    project.write({ "index.ts": `throw new Error("a < b");\n` });
    const { status, xml } = preview();
    assert.equal(status, 2);
    assert.match(xml, /<testsuite name="dev" tests="1" failures="0" errors="1">[\s\S]*<error message="error: a &lt; b">/);
  });
});
