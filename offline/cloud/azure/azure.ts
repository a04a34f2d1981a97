import type { CloudContext, CreateRequest, CreateResponse } from "../types";
import { UNKNOWN } from "../unknown";
import { armId, armType, kindOf } from "./arm";
import { COMPUTED } from "./computed";

/** An Azure resource as ARM returns it after `PUT`: id, name, type, and what the service computes. */
export function createAzureResource(request: CreateRequest, context: CloudContext): CreateResponse {
  const id = armId(request, context);
  if (id === UNKNOWN) return { id: "", computed: {} };
  const name = id.slice(id.lastIndexOf("/") + 1);
  const type = armType(id);
  const computed = COMPUTED[kindOf(request.type)]?.({ id, name, inputs: request.inputs, context }) ?? {};
  return { id, computed: { name, type, provisioningState: "Succeeded", ...computed } };
}
