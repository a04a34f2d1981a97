import type { Program } from "../program";

/** What the pack finds. */
export const FINDINGS: readonly Program[] = [
  {
    kind: "a vault with public access: one finding of its own control, none of the one of every service",
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
    expect: {
      exit: 1,
      resources: ["azure-native:resources:ResourceGroup::group", "azure-native:keyvault:Vault::vault"],
      findings: [
        "KV-05 advisory azure-native:keyvault:Vault::vault",
        "KV-06 mandatory azure-native:keyvault:Vault::vault",
        "KV-08 mandatory azure-native:keyvault:Vault::vault",
        "KV-09 mandatory azure-native:keyvault:Vault::vault",
      ],
    },
    engine: true,
  },
  {
    kind: "a namespace without labels, quota and limits: one finding of each control",
    files: {
      "index.ts": `import * as kubernetes from "@pulumi/kubernetes";
new kubernetes.core.v1.Namespace("shop", { metadata: { name: "shop" } });
`,
    },
    expect: {
      exit: 1,
      resources: ["kubernetes:core/v1:Namespace::shop"],
      findings: [
        "NS-01 mandatory kubernetes:core/v1:Namespace::shop",
        "NS-02 mandatory kubernetes:core/v1:Namespace::shop",
        "NS-03 advisory kubernetes:core/v1:Namespace::shop",
      ],
    },
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
