import { PET, type Program } from "../program";

/** Functions of providers. */
export const FUNCTIONS: readonly Program[] = [
  {
    kind: "functions of azure-native, awaited and as outputs",
    files: {
      "index.ts": `import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as random from "@pulumi/random";
export = async () => {
  const { subscriptionId } = await authorization.getClientConfig();
  const group = resources.getResourceGroupOutput({ resourceGroupName: "rg-hub" });
  new random.RandomPet("one", { prefix: group.name });
  return { subscriptionId, name: group.name };
};
`,
    },
    args: ["dev", "-c", "azure-native:subscriptionId=20000000-0000-4000-8000-000000000001"],
    expect: {
      exit: 0,
      resources: [`${PET}::one`],
      outputs: { subscriptionId: "20000000-0000-4000-8000-000000000001", name: "rg-hub" },
      warnings: [/^plausible values .*getResourceGroup/],
    },
    engine: true,
  },
  {
    kind: "keys and credentials are secret",
    files: {
      "index.ts": `import * as eventhub from "@pulumi/azure-native/eventhub";
import * as storage from "@pulumi/azure-native/storage";
import * as random from "@pulumi/random";
const resourceGroupName = "rg-data";
const { keys } = storage.listStorageAccountKeysOutput({ resourceGroupName, accountName: "shopdata" });
const names = { resourceGroupName, namespaceName: "shop", authorizationRuleName: "send" };
const { primaryConnectionString } = eventhub.listNamespaceKeysOutput(names);
new random.RandomPet("one", { prefix: keys[0].value });
export const key = keys.apply((all) => all[0].value);
export const connection = primaryConnectionString;
`,
    },
    expect: {
      exit: 0,
      resources: [`${PET}::one`],
      outputs: { key: "[secret]", connection: "[secret]" },
      warnings: [/^plausible values .*listNamespaceKeys/],
    },
    engine: true,
  },
  {
    kind: "a function nobody can answer is unknown, with one warning that names it",
    files: {
      "node_modules/@pulumi/xyz/package.json": '{ "name": "@pulumi/xyz", "version": "1.0.0", "main": "index.js" }',
      "node_modules/@pulumi/xyz/index.js": `const pulumi = require("@pulumi/pulumi");
exports.lookup = (args) => pulumi.runtime.invoke("xyz:index:lookup", args);
exports.lookupOutput = (args) => pulumi.runtime.invokeOutput("xyz:index:lookup", args);
`,
      "index.ts": `import * as random from "@pulumi/random";
import * as xyz from "@pulumi/xyz";
const found = xyz.lookupOutput({ name: "one" });
xyz.lookupOutput({ name: "two" });
new random.RandomPet("one", { prefix: found.apply((one: { size: string }) => one.size) });
export const size = found.apply((one: { size: string }) => one.size);
`,
    },
    expect: { exit: 0, resources: [`${PET}::one`], outputs: { size: "[unknown]" }, warnings: [/xyz:index:lookup/] },
    engine: "no provider has the function",
  },
];
