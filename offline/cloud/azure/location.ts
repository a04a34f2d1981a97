import type { CloudContext, CreateRequest } from "../types";
import { kindOf } from "./arm";

/** Kind of the resources whose location azure-native takes from its configuration alone; that of others can be their resource group's. */
const RESOURCE_GROUP = "resources:ResourceGroup";

/**
 * Whether the resource is rejected for its location: azure-native's `Check` reports "missing required property 'location'. Either set it
 * explicitly or configure it with 'pulumi config set azure-native:location <value>'" (provider/pkg/provider/provider.go).
 */
export function lacksLocation({ type, inputs }: Pick<CreateRequest, "type" | "inputs">, context: CloudContext): boolean {
  return isResourceGroup(type) && inputs.location === undefined && context.location === undefined;
}

/** The inputs with the location that azure-native's `Check` adds. */
export function withLocation(type: string, inputs: CreateRequest["inputs"], context: CloudContext): CreateRequest["inputs"] {
  const isSet = !isResourceGroup(type) || inputs.location !== undefined || context.location === undefined;
  return isSet ? inputs : { ...inputs, location: context.location };
}

function isResourceGroup(type: string): boolean {
  return type.startsWith("azure-native") && kindOf(type) === RESOURCE_GROUP;
}
