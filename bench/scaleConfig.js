const fs = require("node:fs");
const path = require("node:path");
const { parse } = require("yaml");

/** Azure regions with availability zones, one for each stamp of the largest stack. */
const REGIONS = [
  "swedencentral",
  "germanywestcentral",
  "westeurope",
  "northeurope",
  "francecentral",
  "uksouth",
  "norwayeast",
  "switzerlandnorth",
  "italynorth",
  "polandcentral",
  "spaincentral",
  "eastus",
  "eastus2",
  "centralus",
  "southcentralus",
  "westus2",
  "westus3",
  "canadacentral",
  "brazilsouth",
  "japaneast",
];

/** The dev stack's configuration with more regions, and with copies of its workload. */
function scaledConfig(root, { stamps, workloads }) {
  const { config } = parse(fs.readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8"));
  const { catalog } = config["hardened-aks:workloads"];
  return {
    ...config,
    "hardened-aks:stamps": REGIONS.slice(0, stamps).map((region, index) => ({ region, addressSpace: `10.${10 + index}.0.0/16` })),
    "hardened-aks:workloads": Object.fromEntries(
      Array.from({ length: workloads }, (_, index) => {
        const name = index === 0 ? "catalog" : `catalog-${index}`;
        return [
          name,
          { ...catalog, ingress: { paths: [`/api/${name}`] }, sidecar: { ...catalog.sidecar, credential: application(index) } },
        ];
      }),
    ),
  };
}

/** A separate application for each workload: Entra allows twenty federated credentials per application, one per stamp. */
function application(index) {
  return { type: "application", clientId: `5f0d4c7e-2c86-4a55-9f4c-${String(index).padStart(12, "0")}` };
}

module.exports = { scaledConfig };
