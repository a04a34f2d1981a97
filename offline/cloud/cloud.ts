import { createAzureResource } from "./azure/azure";
import { invokeAzure } from "./azure/invokes";
import { createDynamicResource } from "./dynamic";
import { createKubernetesObject } from "./kubernetes";
import { createProvider } from "./provider";
import { createRandomResource } from "./random";
import type { CloudContext, CreateRequest, CreateResponse, InvokeResponse } from "./types";

export type { CloudContext, CreateRequest, CreateResponse, InvokeResponse } from "./types";

/** Creates a resource in the simulated cloud: pure, deterministic, and shared by the offline preview and the engine tests' provider. */
export function create(request: CreateRequest, context: CloudContext): CreateResponse {
  const [pkg = ""] = request.type.split(":", 1);
  // An SDK that `pulumi package add` generates for one API version has a package of its own: `azure-native_app_v20230501`.
  switch (pkg.split("_", 1)[0]) {
    case "azure-native":
      return createAzureResource(request, context);
    case "kubernetes":
      return createKubernetesObject(request);
    case "random":
      return createRandomResource(request);
    case "pulumi":
      return createProvider(request);
    case "pulumi-nodejs":
      return createDynamicResource(request);
    default:
      return { id: `${request.name}-id`, computed: {} };
  }
}

/** @throws Error if the simulated cloud does not implement the function. */
export function invoke(token: string, args: Readonly<Record<string, unknown>>, context: CloudContext): InvokeResponse {
  const response = token.startsWith("azure-native:") ? invokeAzure(token, args, context) : undefined;
  if (response === undefined) throw new Error(`the simulated cloud does not implement the function ${token}`);
  return response;
}
