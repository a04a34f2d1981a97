import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isPatch, normaliseType } from "../../../policy-pack/policies/tokens";
import * as tokens from "../../../policy-pack/rules/facts/tokens";

/** Kinds of custom resources and of providers that this repository does not install: there is no class to compare with. */
const WITHOUT_CLASS =
  /^azuread:|^kubernetes:[^:]*(gateway\.networking\.k8s\.io|istio\.io|cilium\.io|projectcalico\.org|policy\.networking\.k8s\.io|x-k8s\.io|cert-manager\.io|external-secrets\.io|keda\.sh|bitnami\.com)\//;

/** The class of flexible servers lists these aliases too, but the API of that year had single servers only. */
const SINGLE_SERVER = /dbforpostgresql\/v2017\w+:Server$/;

describe("type tokens", () => {
  for (const [name, token] of Object.entries(tokens).filter(([, one]) => !WITHOUT_CLASS.test(one))) {
    it(`${name} is the token of the SDK's class, and of each of its aliases`, () => {
      const { file, kind } = classFile(token);
      const classes: Record<string, { __pulumiType?: string }> = require(file);
      assert.equal(classes[kind]?.__pulumiType, token);
      for (const alias of aliases(file).filter((one) => !SINGLE_SERVER.test(one) || kind === "SingleServer"))
        assert.equal(normaliseType(alias), token, alias);
    });
  }

  it("are normalised", () => {
    for (const token of Object.values(tokens)) assert.equal(normaliseType(token), token);
  });

  it("are unique", () => assert.equal(new Set(Object.values(tokens)).size, Object.keys(tokens).length));
});

describe("normalised types", () => {
  const cases: [string, string][] = [
    ["azure-native:containerservice/v20250901:ManagedCluster", "azure-native:containerservice:ManagedCluster"],
    ["azure-native:containerservice/v20250902preview:ManagedCluster", "azure-native:containerservice:ManagedCluster"],
    ["azure-native_containerservice_v20250901:containerservice:ManagedCluster", "azure-native:containerservice:ManagedCluster"],
    ["azure-native_containerservice_v20250901:containerservice/v20250901:ManagedCluster", "azure-native:containerservice:ManagedCluster"],
    ["azure-native:network/v20220501:Policy", "azure-native:frontdoor:Policy"],
    ["azure-native:insights/v20210501preview:DiagnosticSetting", "azure-native:monitor:DiagnosticSetting"],
    ["azure-native:dbforpostgresql/v20171201:Server", "azure-native:dbforpostgresql:SingleServer"],
    ["azure-native_dbforpostgresql_v20171201:dbforpostgresql:Server", "azure-native:dbforpostgresql:SingleServer"],
    ["azure-native:dbforpostgresql:AdministratorsMicrosoftEntra", "azure-native:dbforpostgresql:Administrator"],
    ["azure-native:dbforpostgresql/v20240801:Server", "azure-native:dbforpostgresql:Server"],
    ["kubernetes:apps/v1beta2:Deployment", "kubernetes:apps/v1:Deployment"],
    ["kubernetes:apps/v1:DeploymentPatch", "kubernetes:apps/v1:Deployment"],
    ["kubernetes:extensions/v1beta1:Ingress", "kubernetes:networking.k8s.io/v1:Ingress"],
    ["kubernetes:extensions/v1beta1:Deployment", "kubernetes:apps/v1:Deployment"],
    ["kubernetes:security.istio.io/v1beta1:AuthorizationPolicy", "kubernetes:security.istio.io/v1:AuthorizationPolicy"],
    ["kubernetes:projectcalico.org/v3:GlobalNetworkPolicy", "kubernetes:projectcalico.org/v1:GlobalNetworkPolicy"],
    ["kubernetes:crd.projectcalico.org/v1:NetworkPolicy", "kubernetes:crd.projectcalico.org/v1:NetworkPolicy"],
    ["kubernetes:policy.networking.k8s.io/v1alpha2:ClusterNetworkPolicy", "kubernetes:policy.networking.k8s.io/v1:ClusterNetworkPolicy"],
    ["kubernetes:autoscaling/v2beta2:HorizontalPodAutoscaler", "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"],
    ["kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh/v3:Release"],
    // A list is not an object: the API server rejects its creation.
    ["kubernetes:core/v1:PodList", "kubernetes:core/v1:PodList"],
    ["azuread:index/application:Application", "azuread:index/application:Application"],
    ["pulumi:pulumi:Stack", "pulumi:pulumi:Stack"],
    ["hardened-aks:azure:Cluster", "hardened-aks:azure:Cluster"],
  ];
  for (const [type, normal] of cases) it(`${type} is ${normal}`, () => assert.equal(normaliseType(type), normal));

  it("only Kubernetes has Patch resources", () => {
    assert.equal(isPatch("kubernetes:core/v1:PodPatch"), true);
    assert.equal(isPatch("kubernetes:core/v1:Pod"), false);
    assert.equal(isPatch("azure-native:compute:HotPatch"), false);
  });
});

function classFile(token: string): { file: string; kind: string } {
  const [provider = "", module = "", kind = ""] = token.split(":");
  const folder = provider === "kubernetes" ? module.replace(/^helm\.sh/, "helm").replace(/(?:\.authorization)?\.k8s\.io/, "") : module;
  const root = join(dirname(require.resolve(`@pulumi/${provider}/package.json`)), folder);
  const name = readdirSync(root).find((file) => file.toLowerCase() === `${kind.toLowerCase()}.js`);
  return { file: join(root, name ?? assert.fail(`${root} has no class ${kind}`)), kind };
}

function aliases(file: string): string[] {
  return Array.from(readFileSync(file, "utf8").matchAll(/\{ type: "([^"]+)" \}/g), ([, type = ""]) => type);
}
