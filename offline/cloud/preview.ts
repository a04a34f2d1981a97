import { isRecord, isSecret, mapValues, type Properties, plainProperties, secret } from "../wire";
import { type CloudContext, type CreateRequest, create } from "./cloud";
import { UNKNOWN } from "./unknown";

/** Stands for an unknown input while the cloud is asked which members it would compute. */
const PLACEHOLDER = "unknown";

/**
 * What a provider answers in a preview, before the resource exists: the inputs, and unknown in place of whatever Azure fills in,
 * at every depth (azure-native: `PreviewOutputs`).
 */
export function preview(request: CreateRequest, context: CloudContext): Properties {
  if (!request.type.startsWith("azure-native:")) return request.inputs;
  const asked = mapValues(plainProperties(request.inputs), settled);
  const { computed } = create({ ...request, inputs: asked }, context);
  return unknownMembers(request.inputs, computed) as Properties;
}

/** What azure-native takes over from the old state into the preview of an update: nothing else is known not to change. */
const STABLE = ["name", "location"];

/** What a provider answers in the preview of an update (azure-native: `Update`). */
export function previewUpdate(request: CreateRequest, olds: Properties, context: CloudContext): Properties {
  const outputs = preview(request, context);
  if (!request.type.startsWith("azure-native:")) return outputs;
  return { ...outputs, ...Object.fromEntries(Object.entries(olds).filter(([key]) => STABLE.includes(key))) };
}

function settled(value: unknown): unknown {
  if (value === UNKNOWN) return PLACEHOLDER;
  if (Array.isArray(value)) return value.map(settled);
  return isRecord(value) ? mapValues(value, settled) : value;
}

/** The inputs, joined by an unknown for each member that only the answer has. */
function unknownMembers(inputs: unknown, computed: unknown): unknown {
  if (inputs === undefined) return UNKNOWN;
  if (isSecret(inputs)) return secret(unknownMembers(inputs.value, computed));
  if (Array.isArray(inputs) && Array.isArray(computed)) return inputs.map((item, index) => unknownMembers(item, computed[index]));
  if (!isRecord(inputs) || !isRecord(computed)) return inputs;
  const members = Object.entries(computed).map(([key, value]) => [key, unknownMembers(inputs[key], value)]);
  return { ...inputs, ...Object.fromEntries(members) };
}
