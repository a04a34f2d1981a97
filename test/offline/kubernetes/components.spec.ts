import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { findProgram } from "../../../offline/kubernetes/programs";
import { run } from "../../../offline/run";
import { displayProperties, isSecret } from "../../../offline/wire";

const config = { project: "shop", stack: "dev", values: {}, secretKeys: [] };
const CRD = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: crontabs.stable.example.com}
spec: {group: stable.example.com, scope: Namespaced, names: {kind: CronTab}}`;
const MANIFEST = `
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: map, namespace: shop}, data: {a: "1"}}
- {apiVersion: core/v1, kind: Secret, metadata: {name: sec}, stringData: {p: plain}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
apiVersion: stable.example.com/v1
kind: CronTab
metadata: {name: tab, annotations: {config.kubernetes.io/depends-on: /namespaces/shop/ConfigMap/map}}
spec: {on: yes}
---${CRD}
`;

describe("offline: components of the Kubernetes provider", () => {
  const before_ = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "components-"));
  before(() => {
    process.chdir(folder);
    writeFileSync("m.yaml", MANIFEST);
    mkdirSync("k");
    writeFileSync("k/kustomization.yaml", "resources: [map.yaml]\nnamePrefix: pre-\n");
    writeFileSync("k/map.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: map}, data: {a: '1'}}");
    mkdirSync("remote");
    writeFileSync("remote/kustomization.yaml", "resources: ['https://example.com/base?ref=v1']\n");
  });
  after(() => {
    process.chdir(before_);
    rmSync(folder, { recursive: true, force: true });
  });

  async function preview(program: () => unknown, unknowns = false) {
    const { monitor, errors } = await run({ config, unknowns, program });
    const names = monitor.registrations
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .map(({ urn }) => urn.split("::").slice(2).join(" "));
    const find = (name: string) => monitor.registrations.find((registration) => registration.name === name);
    return { monitor, errors, names, find, missing: monitor.renderings.list(monitor.registrations) };
  }

  // The real provider (4.34.2, renderYamlToDirectory) registers the same URNs, options and inputs for this program.
  it("ConfigGroup v2: names, order, dependencies, provider and options of the children", async () => {
    const { errors, names, find, missing } = await preview(() => {
      const provider = new kubernetes.Provider("p", { namespace: "team" });
      const parent = new pulumi.ComponentResource("x:y:Z", "parent", {}, { providers: [provider] });
      new kubernetes.yaml.v2.ConfigGroup("cg", { files: ["m*.yaml"], skipAwait: true }, { parent, protect: true });
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(missing, []);
    const child = (type: string, name: string) => `x:y:Z$kubernetes:yaml/v2:ConfigGroup$kubernetes:${type} cg:${name}`;
    assert.deepEqual(names, [
      "x:y:Z$kubernetes:yaml/v2:ConfigGroup cg",
      child("core/v1:Namespace", "shop"),
      child("apiextensions.k8s.io/v1:CustomResourceDefinition", "crontabs.stable.example.com"),
      child("core/v1:Secret", "team/sec"),
      child("core/v1:ConfigMap", "shop/map"),
      child("stable.example.com/v1:CronTab", "team/tab"),
    ]);
    const tab = find("cg:team/tab");
    assert.deepEqual(tab?.dependencies, [find("cg:crontabs.stable.example.com")?.urn, find("cg:shop/map")?.urn]);
    assert.ok(tab?.provider.startsWith(`${find("p")?.urn}::`));
    assert.equal(tab?.options.protect, true);
    assert.deepEqual(tab?.inputs.spec, { true: true });
    assert.deepEqual(tab?.inputs.metadata, {
      annotations: { "config.kubernetes.io/depends-on": "/namespaces/shop/ConfigMap/map", "pulumi.com/skipAwait": "true" },
      name: "tab",
      namespace: "team",
    });
    assert.ok(isSecret(find("cg:team/sec")?.inputs.stringData));
    assert.equal(find("cg:team/sec")?.inputs.apiVersion, "v1");
  });

  it("ConfigFile v2 with a prefix, and transforms for its children", async () => {
    const { errors, find } = await preview(() => {
      const label: pulumi.ResourceTransform = ({ props, opts, type }) =>
        type === "kubernetes:core/v1:ConfigMap" ? { props: { ...props, data: { ...props.data, b: "2" } }, opts } : undefined;
      new kubernetes.yaml.v2.ConfigFile("cf", { file: "m.yaml", resourcePrefix: "pp" }, { transforms: [label] });
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(find("pp:shop/map")?.inputs.data, { a: "1", b: "2" });
    assert.ok(find("pp:default/sec"));
  });

  it("ConfigFile and ConfigGroup v1 decode their texts; the outputs of a component refer to its children", async () => {
    const { errors, names, find, monitor } = await preview(() => {
      new kubernetes.yaml.ConfigFile("m.yaml");
      new kubernetes.yaml.ConfigGroup("cg", { yaml: "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: 0644}}" });
      const group = new kubernetes.yaml.v2.ConfigGroup("two", { yaml: "{apiVersion: v1, kind: ConfigMap, metadata: {name: two}}" });
      return { names: group.resources.apply((all) => all?.map((one) => one.metadata.name)) };
    });
    assert.deepEqual(errors, []);
    assert.ok(names.includes("kubernetes:yaml:ConfigFile$kubernetes:stable.example.com/v1:CronTab tab"));
    assert.deepEqual(find("one")?.inputs.data, { a: 420 });
    assert.deepEqual(monitor.outputs.get(monitor.registrations[0]?.urn ?? "")?.names, ["two"]);
  });

  it("secret text is nowhere in plain text, at any depth and in base64", async () => {
    const { errors, monitor } = await preview(() => {
      const password = pulumi.secret("s3cr3t-value");
      const encoded = Buffer.from("user:s3cr3t-value").toString("base64");
      const data = { url: pulumi.interpolate`postgres://u:${password}@host`, encoded };
      new kubernetes.yaml.v2.ConfigGroup("cg", {
        objs: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m" }, data, password }],
      });
    });
    assert.deepEqual(errors, []);
    const child = monitor.registrations.find(({ name }) => name === "cg:default/m");
    const visible = JSON.stringify([
      displayProperties(child?.inputs ?? {}),
      displayProperties(monitor.outputs.get(child?.urn ?? "") ?? {}),
    ]);
    assert.equal(/s3cr3t|czNjcjN0/.test(visible), false, visible);
  });

  it("says by name what is not rendered: addresses, remote charts, post-renderers, unknown inputs", async () => {
    const { errors, missing, names } = await preview(() => {
      new kubernetes.yaml.v2.ConfigFile("address", { file: "https://example.com/all.yaml" });
      new kubernetes.yaml.ConfigFile("first", { file: "https://example.invalid/first.yaml?token=hush" });
      const repositoryOpts = { repo: "https://user:hush@charts.example.com" };
      new kubernetes.helm.v4.Chart("remote", { chart: "web", version: "1.0.0", repositoryOpts });
      new kubernetes.helm.v3.Chart("three", { chart: "web", fetchOpts: { repo: "https://charts.example.com" } });
      new kubernetes.helm.v3.Release("release", { chart: "web" });
      new kubernetes.kustomize.v2.Directory("based", { directory: "remote" });
      new kubernetes.kustomize.Directory("gone", { directory: "https://example.com/x.git" });
    });
    assert.deepEqual(errors, []);
    assert.equal(names.length, 7);
    const reasons = new Map(missing.map(({ name, reason }) => [name, reason]));
    assert.match(String(reasons.get("address")), /address, which is not read offline/);
    assert.match(
      String(reasons.get("remote")),
      /chart web 1\.0\.0 from https:\/\/charts\.example\.com(: helm is not on PATH| is not in helm's cache)/,
    );
    assert.match(String(reasons.get("three")), /chart web from https:\/\/charts\.example\.com/);
    assert.ok(reasons.has("release"));
    assert.match(String(reasons.get("https://example.invalid/first.yaml")), /not read offline/);
    assert.match(String(reasons.get("based")), /refers to https:\/\/example\.com\/base\?ref=v1/);
    assert.equal(JSON.stringify(missing).includes("hush"), false);
  });

  it("objects that the provider refuses fail the component", async () => {
    const group = (yaml: string) => preview(() => new kubernetes.yaml.v2.ConfigGroup("cg", { yaml }));
    assert.match(
      String((await group("{apiVersion: v1, metadata: {name: a}}")).errors[0]),
      /'cg' has a problem: .*require a kind and apiVersion/,
    );
    const external = "{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {config.kubernetes.io/depends-on: /Namespace/b}}}";
    assert.match(String((await group(external)).errors[0]), /depends-on: "\/Namespace\/b" is not one of the objects/);
  });

  it("a cluster that is unknown has no objects, as on the engine", async () => {
    const { errors, names, missing } = await preview(() => {
      const id = new kubernetes.Provider("first", { kubeconfig: "{}" }).id;
      const provider = new kubernetes.Provider("p", { kubeconfig: id });
      new kubernetes.yaml.v2.ConfigFile("cf", { file: "m.yaml" }, { provider });
      new kubernetes.yaml.ConfigFile("m.yaml", {}, { provider });
    }, true);
    assert.deepEqual(errors, []);
    assert.equal(names.length, 2);
    assert.match(missing.map(({ reason }) => reason).join(), /provider's configuration is unknown/);
  });

  it("kustomizations v1 and v2", async function () {
    if (findProgram("kubectl") === undefined && findProgram("kustomize") === undefined) this.skip();
    const { errors, names, missing } = await preview(() => {
      new kubernetes.kustomize.Directory("one", { directory: "k" });
      new kubernetes.kustomize.v2.Directory("two", { directory: "k", namespace: "ns" });
    });
    assert.deepEqual([errors, missing], [[], []]);
    assert.ok(names.includes("kubernetes:kustomize:Directory$kubernetes:core/v1:ConfigMap pre-map"));
    assert.ok(names.includes("kubernetes:kustomize/v2:Directory$kubernetes:core/v1:ConfigMap two:ns/pre-map"));
  });
});
