import { bytes } from "../deterministic";
import type { CloudContext, InvokeResponse } from "../types";
import { armId, kindOf } from "./arm";
import { createAzureResource } from "./azure";
import { userKubeconfig } from "./kubeconfig";

type Args = Readonly<Record<string, unknown>>;

const FUNCTIONS: Readonly<Record<string, (args: Args, context: CloudContext) => InvokeResponse>> = {
  "authorization:getClientConfig": (_, { subscriptionId, tenantId, objectId, clientId }) =>
    plain({ subscriptionId, tenantId, objectId, clientId }),
  "authorization:getClientToken": () => secret({ token: "simulated-token" }),
  "containerservice:listManagedClusterUserCredentials": (args, context) =>
    secret({ kubeconfigs: [{ name: "clusterUser", value: Buffer.from(userKubeconfig(args, context)).toString("base64") }] }),
  "storage:listStorageAccountKeys": (args, context) => secret({ keys: storageKeys(args, context) }),
  "operationalinsights:getSharedKeys": (args) =>
    secret({ primarySharedKey: key(args, "primary"), secondarySharedKey: key(args, "secondary") }),
};

/** Invokes a provider function; `get…` functions read the resource of that kind as if it had been created with the arguments. */
export function invokeAzure(token: string, args: Args, context: CloudContext): InvokeResponse | undefined {
  const kind = kindOf(token);
  const implementation = FUNCTIONS[kind];
  if (implementation !== undefined) return implementation(args, context);
  const [, module, type] = /^(\w+):get(\w+)$/.exec(kind) ?? [];
  return type === undefined ? undefined : readResource(`azure-native:${module}:${type}`, args, context);
}

function readResource(type: string, inputs: Args, context: CloudContext): InvokeResponse {
  const { id, computed } = createAzureResource({ type, name: "", inputs }, context);
  return plain({ location: "westeurope", ...inputs, ...computed, id });
}

function storageKeys(args: Args, context: CloudContext): readonly unknown[] {
  const account = armId({ type: "azure-native:storage:StorageAccount", name: "", inputs: args }, context);
  return ["key1", "key2"].map((keyName) => ({ keyName, permissions: "FULL", value: key({ account }, keyName) }));
}

/** Has the format of a key; no such key exists. */
function key(args: Args, which: string): string {
  return bytes(`key\0${which}\0${JSON.stringify(args)}`, 64).toString("base64");
}

function plain(result: Args): InvokeResponse {
  return { result, secret: false };
}

function secret(result: Args): InvokeResponse {
  return { result, secret: true };
}
