import { bytes } from "../deterministic";
import { kubeconfig } from "../plausible/text";
import type { CloudContext, InvokeResponse } from "../types";
import { armId, kindOf } from "./arm";
import { createAzureResource } from "./azure";
import { userKubeconfig } from "./kubeconfig";

type Args = Readonly<Record<string, unknown>>;

const FUNCTIONS: Readonly<Record<string, (args: Args, context: CloudContext) => InvokeResponse>> = {
  "authorization:getClientConfig": (_, { subscriptionId, tenantId, objectId, clientId }) =>
    plain({ subscriptionId, tenantId, objectId, clientId }),
  "authorization:getClientToken": () => secret({ token: "simulated-token" }),
  "containerservice:listManagedClusterUserCredentials": (args, context) => kubeconfigs("clusterUser", userKubeconfig(args, context)),
  "containerservice:listManagedClusterAdminCredentials": (args) => kubeconfigs("clusterAdmin", localKubeconfig(args)),
  "containerservice:listManagedClusterMonitoringUserCredentials": (args) => kubeconfigs("clusterMonitoringUser", localKubeconfig(args)),
  "storage:listStorageAccountKeys": (args, context) => secret({ keys: storageKeys(args, context) }),
  "operationalinsights:getSharedKeys": (args) =>
    secret({ primarySharedKey: key(args, "primary"), secondarySharedKey: key(args, "secondary") }),
};

/** Invokes a provider function; `get…` functions read the resource of that kind as if it had been created with the arguments. */
export function invokeAzure(token: string, args: Args, context: CloudContext): InvokeResponse | undefined {
  const type = existingResource(token);
  return answerAzure(token, args, context) ?? (type === undefined ? undefined : plain(readAzure(type, args, context)));
}

/** Result of a function that is implemented by itself. */
export function answerAzure(token: string, args: Args, context: CloudContext): InvokeResponse | undefined {
  return FUNCTIONS[kindOf(token)]?.(args, context);
}

/** Type token of the resource that a `get…` function reads, if there is such a type. */
export function existingResource(token: string): string | undefined {
  const [, module, type] = /^(.+):get(\w+)$/.exec(token) ?? [];
  return type === undefined ? undefined : `${module}:${type}`;
}

/** Outputs of a resource as if it had been created with the arguments of a `get…` function. */
export function readAzure(type: string, inputs: Args, context: CloudContext): Args {
  const { id, computed } = createAzureResource({ type, name: "", inputs }, context);
  return { location: "westeurope", ...inputs, ...computed, id };
}

function storageKeys(args: Args, context: CloudContext): readonly unknown[] {
  const account = armId({ type: "azure-native:storage:StorageAccount", name: "", inputs: args }, context);
  return ["key1", "key2"].map((keyName) => ({ keyName, permissions: "FULL", value: key({ account }, keyName) }));
}

/** Has the format of a key; no such key exists. */
function key(args: Args, which: string): string {
  return bytes(`key\0${which}\0${JSON.stringify(args)}`, 64).toString("base64");
}

function kubeconfigs(name: string, text: string): InvokeResponse {
  return secret({ kubeconfigs: [{ name, value: Buffer.from(text).toString("base64") }] });
}

/** The credentials of a cluster's local accounts: a token instead of a sign-in to Entra. */
function localKubeconfig(args: Args): string {
  return kubeconfig({ name: `${args.resourceName}`, id: JSON.stringify(args) });
}

function plain(result: Args): InvokeResponse {
  return { result, secret: false };
}

function secret(result: Args): InvokeResponse {
  return { result, secret: true };
}
