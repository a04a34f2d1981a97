import assert from "node:assert/strict";
import type { Finding } from "../../../offline/pack";
import type { Registration } from "../../../offline/registration";
import { renderFindings } from "../../../offline/report/findings";
import { kubernetesObjects } from "../../../offline/report/kubernetesObjects";
import { summarise } from "../../../offline/report/summary";
import { renderTree, shortType } from "../../../offline/report/tree";
import { visibleInputs } from "../../../offline/report/visible";
import { secret } from "../../../offline/wire";

const options: Registration["options"] = {
  protect: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
  timeouts: { create: "", update: "", delete: "" },
  deleteBeforeReplace: undefined,
  retainOnDelete: false,
  deletedWith: "",
  importId: "",
  version: "",
};

function registration(type: string, name: string, more: Partial<Registration> = {}): Registration {
  const urn = `urn:pulumi:dev::shop::${type}::${name}`;
  const common = {
    custom: true,
    remote: false,
    external: false,
    inputs: {},
    dependencies: [],
    propertyDependencies: {},
    provider: "",
    parent: "",
  };
  return { urn, type, name, ...common, options, ...more };
}

const kubernetesObject = (kind: string, name: string, provider = "west") =>
  registration(`kubernetes:v1:${kind}`, name, {
    provider: `urn:pulumi:dev::shop::pulumi:providers:kubernetes::${provider}::id`,
    inputs: { apiVersion: "v1", kind, metadata: { name } },
  });

describe("offline/report: order of manifests", () => {
  it("puts referenced objects first and custom resources before workloads, separately per cluster", () => {
    const kinds = [
      "Job",
      "Deployment",
      "SecretProviderClass",
      "VirtualService",
      "Whatever",
      "ServiceAccount",
      "ResourceQuota",
      "Namespace",
      "Service",
      "NetworkPolicy",
    ];
    const objects = kubernetesObjects([
      kubernetesObject("Namespace", "other", "zulu"),
      ...kinds.map((kind) => kubernetesObject(kind, kind.toLowerCase())),
    ]);
    assert.deepEqual(
      objects.map(({ kind, provider }) => (provider === "zulu" ? "zulu" : kind)),
      [
        "Namespace",
        "ResourceQuota",
        "NetworkPolicy",
        "ServiceAccount",
        "SecretProviderClass",
        "Service",
        "Whatever",
        "Deployment",
        "VirtualService",
        "Job",
        "zulu",
      ],
    );
  });

  it("keeps the program's order among objects of the same kind", () => {
    const objects = kubernetesObjects(["b", "a", "c"].map((name) => kubernetesObject("Service", name)));
    assert.deepEqual(
      objects.map(({ name }) => name),
      ["b", "a", "c"],
    );
  });

  it("withholds secret values of other objects", () => {
    const map = {
      ...kubernetesObject("ConfigMap", "map"),
      inputs: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "map" }, data: { key: secret("hush") } },
    };
    const [object] = kubernetesObjects([map]);
    assert.equal(object?.withheld, true);
    assert.deepEqual(object?.manifest.data, { key: "[secret]" });
  });
});

describe("offline/report: visible inputs", () => {
  it("masks Kubernetes Secrets that are not marked as secret, and omits the SDK's internal properties", () => {
    const inputs = { kind: "Secret", data: { a: "aHVzaA==" }, stringData: { b: "hush" }, type: "Opaque", __provider: "source" };
    assert.deepEqual(visibleInputs(registration("kubernetes:core/v1:Secret", "s", { inputs })), {
      kind: "Secret",
      data: { a: "[secret]" },
      stringData: { b: "[secret]" },
      type: "Opaque",
    });
  });
});

describe("offline/report: tree, findings, summary", () => {
  const stack = registration("pulumi:pulumi:Stack", "shop-dev", { custom: false });
  const part = registration("shop:index:Part", "part", { custom: false, parent: stack.urn });
  const vault = registration("azure-native:keyvault:Vault", "vault", { parent: part.urn, options: { ...options, protect: true } });
  const last = registration("random:index/randomId:RandomId", "id", { parent: stack.urn, external: true });

  it("nests resources under their components", () => {
    assert.equal(
      renderTree([stack, part, vault, last]),
      ["Stack shop-dev", "├─ Part part", "│  └─ keyvault:Vault vault (protected)", "└─ RandomId id (read)", ""].join("\n"),
    );
  });

  const types: readonly (readonly [type: string, short: string])[] = [
    ["azure-native:network/v20240501:VirtualNetwork", "network:VirtualNetwork"],
    ["kubernetes:apps/v1:Deployment", "k8s Deployment"],
    ["pulumi:providers:kubernetes", "kubernetes provider"],
    ["hardened-aks:azure:Cluster", "Cluster"],
  ];
  for (const [type, short] of types) it(`shortens ${type} to ${short}`, () => assert.equal(shortType(type), short));

  it("counts by package and level", () => {
    const finding = (level: Finding["level"]): Finding => ({
      control: "KV-01",
      policy: "kv",
      level,
      urn: vault.urn,
      path: "",
      message: "",
    });
    const summary = summarise([stack, part, vault, last], [finding("mandatory"), finding("advisory"), finding("advisory")]);
    assert.deepEqual(
      { ...summary, seconds: 0 },
      {
        resources: 4,
        packages: { components: 2, "azure-native": 1, random: 1 },
        findings: { mandatory: 1, advisory: 2, notJudgedYet: 0 },
        seconds: 0,
      },
    );
  });

  it("shows mandatory findings first, each message once, and adds the resource to a message that does not name it", () => {
    const text = renderFindings([
      { control: "x", policy: "x", level: "advisory", urn: vault.urn, path: "", message: "a thought" },
      { control: "KV-01", policy: "kv", level: "mandatory", urn: vault.urn, path: "a", message: "KV-01  vault\n  property a" },
      { control: "KV-01", policy: "kv", level: "mandatory", urn: vault.urn, path: "b", message: "KV-01  vault\n  property a" },
    ]);
    assert.equal(
      text,
      "Mandatory findings (2 in 1 message)\n\n  KV-01  vault\n    property a\n\nAdvisory findings (1)\n\n  x  vault (keyvault:Vault)\n  a thought\n\n",
    );
  });
});
