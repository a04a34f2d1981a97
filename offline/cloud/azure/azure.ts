import type { CloudContext, CreateRequest, CreateResponse } from "../types";
import { UNKNOWN } from "../unknown";
import { armId, armType, kindOf } from "./arm";
import { COMPUTED } from "./computed";
import { withLocation } from "./location";

/** An Azure resource as ARM returns it after `PUT`: id, name, type, and what the service computes. */
export function createAzureResource(request: CreateRequest, context: CloudContext): CreateResponse {
  const inputs = withLocation(request.type, request.inputs, context);
  const id = armId(request, context);
  if (id === UNKNOWN) return { id: "", computed: {} };
  const location = inputs === request.inputs ? {} : { location: inputs.location };
  const { computed } = existingResource(request.type, id, inputs, context);
  return { id, computed: { ...location, ...computed } };
}

/** An Azure resource as ARM returns it for an id. */
export function existingResource(type: string, id: string, inputs: CreateRequest["inputs"], context: CloudContext): CreateResponse {
  const name = id.slice(id.lastIndexOf("/") + 1);
  const computed = COMPUTED[kindOf(type)]?.({ id, name, inputs, context }) ?? {};
  return { id, computed: { name, type: armType(id), provisioningState: "Succeeded", ...computed } };
}
