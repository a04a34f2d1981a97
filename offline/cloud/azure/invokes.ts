import { bytes } from "../deterministic";
import type { CloudContext, InvokeAnswer } from "../types";
import { armId, kindOf } from "./arm";
import { answerAzure } from "./azure";
import { userKubeconfig } from "./kubeconfig";

type Args = Readonly<Record<string, unknown>>;

const FUNCTIONS: Readonly<Record<string, (args: Args, context: CloudContext) => InvokeAnswer>> = {
  "authorization:getClientConfig": (_, { subscriptionId, tenantId, objectId, clientId }) =>
    known({ subscriptionId, tenantId, objectId, clientId }),
  "authorization:getClientToken": () => secret({ token: "simulated-token" }),
  "containerservice:listManagedClusterUserCredentials": (args, context) =>
    secret({ kubeconfigs: [{ name: "clusterUser", value: Buffer.from(userKubeconfig(args, context)).toString("base64") }] }),
  "storage:listStorageAccountKeys": (args, context) => secret({ keys: storageKeys(args, context) }),
  "operationalinsights:getSharedKeys": (args) =>
    secret({ primarySharedKey: key(args, "primary"), secondarySharedKey: key(args, "secondary") }),
};

/** A provider function; `get…` functions read the resource of that kind as if it had been created with the arguments. */
export function invokeAzure(token: string, args: Args, context: CloudContext): InvokeAnswer | undefined {
  const kind = kindOf(token);
  const known = FUNCTIONS[kind];
  if (known !== undefined) return known(args, context);
  const [, module, type] = /^(\w+):get(\w+)$/.exec(kind) ?? [];
  return type === undefined ? undefined : lookup(`azure-native:${module}:${type}`, args, context);
}

function lookup(type: string, inputs: Args, context: CloudContext): InvokeAnswer {
  const { id, computed } = answerAzure({ type, name: "", inputs }, context);
  return known({ location: "westeurope", ...inputs, ...computed, id });
}

function storageKeys(args: Args, context: CloudContext): readonly unknown[] {
  const account = armId({ type: "azure-native:storage:StorageAccount", name: "", inputs: args }, context);
  return ["key1", "key2"].map((keyName) => ({ keyName, permissions: "FULL", value: key({ account }, keyName) }));
}

/** In form only: no such key exists. */
function key(args: Args, which: string): string {
  return bytes(`key\0${which}\0${JSON.stringify(args)}`, 64).toString("base64");
}

function known(result: Args): InvokeAnswer {
  return { result, secret: false };
}

function secret(result: Args): InvokeAnswer {
  return { result, secret: true };
}
