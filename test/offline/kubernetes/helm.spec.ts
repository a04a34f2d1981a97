import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { findProgram } from "../../../offline/kubernetes/programs";
import { run } from "../../../offline/run";
import { displayProperties } from "../../../offline/wire";

const config = { project: "shop", stack: "dev", values: {}, secretKeys: [] };
const TEMPLATES = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Release.Name }}-web"}
spec: {template: {spec: {containers: [{name: c, env: [{name: P, value: {{ .Values.password | quote }}}]}]}}}
---
{apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {helm.sh/resource-policy: keep}}, stringData: {p: {{ .Values.password | quote }} }}
---
{apiVersion: v1, kind: Pod, metadata: {name: hook, annotations: {helm.sh/hook: pre-install}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: test, annotations: {helm.sh/hook: test}}}
`;
/** Records its arguments and the files with values, and answers with one object. */
const STAND_IN = `#!/usr/bin/env node
const fs = require("node:fs");
const args = process.argv.slice(2);
const files = args.flatMap((arg, index) => (args[index - 1] === "--values" ? [arg] : []));
const values = files.map((file) => ({ file, mode: (fs.statSync(file).mode & 0o777).toString(8), text: fs.readFileSync(file, "utf8") }));
fs.appendFileSync(process.env.HELM_RECORD, JSON.stringify({ args, values }) + "\\n");
if (args.includes("broken")) { console.error("Error: bad value s3cr3t-value"); process.exit(1); }
console.log("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + args[1] + "}}");
`;

interface Call {
  readonly args: readonly string[];
  readonly values: readonly { readonly file: string; readonly mode: string; readonly text: string }[];
}

describe("offline: charts", () => {
  const directory = process.cwd();
  const path = process.env.PATH;
  const folder = mkdtempSync(join(tmpdir(), "helm-"));
  before(() => {
    process.chdir(folder);
    for (const name of ["chart/templates", "bin", "cache"]) mkdirSync(name, { recursive: true });
    writeFileSync("chart/Chart.yaml", "{apiVersion: v2, name: web, version: 1.2.3}");
    writeFileSync("chart/values.yaml", "password: none");
    writeFileSync("chart/templates/all.yaml", TEMPLATES);
    writeFileSync("cache/web-v1.2.3.tgz", "");
    writeFileSync("bin/helm", STAND_IN);
    chmodSync("bin/helm", 0o755);
    process.env.HELM_RECORD = join(folder, "record");
    process.env.HELM_REPOSITORY_CACHE = join(folder, "cache");
  });
  beforeEach(() => writeFileSync("record", ""));
  afterEach(() => {
    process.env.PATH = path;
  });
  after(() => {
    process.chdir(directory);
    delete process.env.HELM_RECORD;
    delete process.env.HELM_REPOSITORY_CACHE;
    rmSync(folder, { recursive: true, force: true });
  });

  async function preview(program: () => unknown, standIn: boolean) {
    if (standIn) process.env.PATH = [join(folder, "bin"), path].join(delimiter);
    const { monitor, errors } = await run({ config, unknowns: false, program });
    const lines = readFileSync("record", "utf8").split("\n");
    const calls = lines.filter((line) => line !== "").map((line): Call => JSON.parse(line));
    const names = monitor.registrations.map(({ urn }) => urn.split("::").slice(2).join(" ")).slice(1);
    const missing = monitor.renderings.list(monitor.registrations);
    const visible = JSON.stringify(
      monitor.registrations.map(({ urn, inputs }) => [inputs, monitor.outputs.get(urn) ?? {}].map(displayProperties)),
    );
    return { monitor, errors, names, calls, missing, visible };
  }

  it("helm's arguments hold no values; files with them are private and deleted", async () => {
    const { errors, calls, names, missing } = await preview(() => {
      const values = { password: pulumi.secret("s3cr3t-value") };
      const valueYamlFiles = [new pulumi.asset.StringAsset("a: 1")];
      new kubernetes.helm.v4.Chart("four", { chart: "./chart", namespace: "ns", skipCrds: true, values, valueYamlFiles });
      new kubernetes.helm.v3.Chart("three", { path: "./chart", values, apiVersions: ["a/v1"], kubeVersion: "1.30" });
    }, true);
    assert.deepEqual([errors, missing], [[], []]);
    const flags = (name: string) =>
      calls.find(({ args }) => args[1] === name)?.args.filter((arg) => !arg.startsWith(tmpdir()) || arg.endsWith("chart"));
    const chart = join(process.cwd(), "chart");
    assert.deepEqual(flags("four"), ["template", "four", chart, "--namespace", "ns", "--values", "--values", "--no-hooks"]);
    const rest = ["--include-crds", "--skip-tests", "--api-versions", "a/v1", "--kube-version", "1.30"];
    assert.deepEqual(flags("three"), ["template", "three", chart, "--namespace", "default", "--values", ...rest]);
    assert.equal(JSON.stringify(calls.map(({ args }) => args)).includes("s3cr3t"), false);
    const files = calls.flatMap(({ values }) => values);
    assert.deepEqual([...new Set(files.map(({ mode }) => mode))], ["600"]);
    assert.ok(files.some(({ text }) => text.includes("s3cr3t-value")));
    assert.ok(files.every(({ file }) => !existsSync(file)));
    assert.ok(names.includes("kubernetes:helm.sh/v4:Chart$kubernetes:core/v1:ConfigMap four:ns/four"));
    assert.ok(names.includes("kubernetes:helm.sh/v3:Chart$kubernetes:core/v1:ConfigMap three"));
  });

  it("a chart in helm's cache is rendered; for another no process is started; what helm reports is masked", async () => {
    const { errors, calls, missing } = await preview(() => {
      const repositoryOpts = { repo: "https://charts.example.com" };
      new kubernetes.helm.v4.Chart("cached", { chart: "web", version: "1.2.3", repositoryOpts });
      new kubernetes.helm.v4.Chart("other", { chart: "web", version: "2.0.0", repositoryOpts });
      new kubernetes.helm.v4.Chart("newest", { chart: "oci://charts.example.com/web" });
      new kubernetes.helm.v4.Chart("filtered", { chart: "./chart", postRenderer: { command: "sed" } });
      new kubernetes.helm.v4.Chart("failing", { chart: "./chart", name: "broken", values: { password: pulumi.secret("s3cr3t-value") } });
    }, true);
    assert.deepEqual(errors, []);
    assert.deepEqual(calls.map(({ args }) => args[1]).sort(), ["broken", "cached"]);
    assert.deepEqual(Object.fromEntries(missing.map(({ name, reason }) => [name, reason])), {
      other: "chart web 2.0.0 from https://charts.example.com is not in helm's cache",
      newest: "chart oci://charts.example.com/web is not in helm's cache",
      filtered: "its post-renderer is not run offline",
      failing: "Error: bad value [secret]",
    });
  });

  it("with the real helm: hooks, definitions, resource policy, secrets", async function () {
    if (findProgram("helm") === undefined) this.skip();
    const { errors, names, monitor, visible } = await preview(() => {
      const values = { password: pulumi.secret("s3cr3t-value") };
      new kubernetes.helm.v4.Chart("four", { chart: "./chart", values });
      new kubernetes.helm.v3.Chart("three", { path: "./chart", namespace: "ns", values });
    }, false);
    assert.deepEqual(errors, []);
    const four = (type: string, name: string) => `kubernetes:helm.sh/v4:Chart$kubernetes:${type} four:default/${name}`;
    const three = (type: string, name: string) => `kubernetes:helm.sh/v3:Chart$kubernetes:${type} ns/${name}`;
    assert.deepEqual(names.filter((name) => name.includes("$")).sort(), [
      three("apps/v1:Deployment", "three-web"),
      three("core/v1:Pod", "hook"),
      three("core/v1:Secret", "s"),
      four("apps/v1:Deployment", "four-web"),
      four("core/v1:Secret", "s"),
    ]);
    assert.equal(monitor.registrations.find(({ name }) => name === "four:default/s")?.options.retainOnDelete, true);
    assert.equal(visible.includes("s3cr3t"), false);
  });
});
