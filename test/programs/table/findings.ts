import type { Program } from "../program";

/** What the pack finds. */
export const FINDINGS: readonly Program[] = [
  {
    kind: "a registry and a vault with public access",
    files: {
      "index.ts": `import * as keyvault from "@pulumi/azure-native/keyvault";
import * as resources from "@pulumi/azure-native/resources";
const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-shop", location: "westeurope" });
new keyvault.Vault("vault", {
  resourceGroupName: group.name,
  vaultName: "kv-shop",
  location: group.location,
  properties: { tenantId: "10000000-0000-4000-8000-000000000002", sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
});
`,
    },
    expect: { exit: 1, resources: ["azure-native:resources:ResourceGroup::group", "azure-native:keyvault:Vault::vault"] },
    engine: true,
  },
  {
    kind: "a pod and its namespace",
    files: {
      "index.ts": `import * as kubernetes from "@pulumi/kubernetes";
const namespace = new kubernetes.core.v1.Namespace("shop", { metadata: { name: "shop" } });
new kubernetes.core.v1.Pod("web", {
  metadata: { name: "web", namespace: namespace.metadata.name },
  spec: { containers: [{ name: "web", image: "example.azurecr.io/web:1" }] },
});
`,
    },
    expect: { exit: 1, resources: ["kubernetes:core/v1:Namespace::shop", "kubernetes:core/v1:Pod::web"] },
    engine: true,
  },
  {
    kind: "a resource group alone has no findings",
    files: {
      "index.ts": `import * as resources from "@pulumi/azure-native/resources";
new resources.ResourceGroup("group", { resourceGroupName: "rg-shop", location: "westeurope" });
`,
    },
    expect: { exit: 0, resources: ["azure-native:resources:ResourceGroup::group"] },
    engine: true,
  },
];
