import { isRecord, isSecret, mapValues, type Properties, plainProperties, secret } from "../wire";
import { type CloudContext, type CreateRequest, create } from "./cloud";
import { UNKNOWN } from "./unknown";

/** Replaces an unknown input while the simulated cloud determines which properties it would compute. */
const PLACEHOLDER = "unknown";

/**
 * Outputs that a provider's `Create` returns in a preview, before the resource exists: the inputs, and unknown for every property
 * that Azure computes, at every depth (azure-native: `PreviewOutputs`).
 */
export function previewCreate(request: CreateRequest, context: CloudContext): Properties {
  if (!request.type.startsWith("azure-native:")) return request.inputs;
  const inputs = mapValues(plainProperties(request.inputs), replaceUnknowns);
  const { computed } = create({ ...request, inputs }, context);
  return addUnknowns(request.inputs, computed) as Properties;
}

/** Outputs that azure-native copies from the old state into the preview of an update: no other outputs are known to be stable. */
const STABLE = ["name", "location"];

/** Outputs that a provider's `Update` returns in a preview (azure-native: `Update`). */
export function previewUpdate(request: CreateRequest, olds: Properties, context: CloudContext): Properties {
  const outputs = previewCreate(request, context);
  if (!request.type.startsWith("azure-native:")) return outputs;
  return { ...outputs, ...Object.fromEntries(Object.entries(olds).filter(([key]) => STABLE.includes(key))) };
}

function replaceUnknowns(value: unknown): unknown {
  if (value === UNKNOWN) return PLACEHOLDER;
  if (Array.isArray(value)) return value.map(replaceUnknowns);
  return isRecord(value) ? mapValues(value, replaceUnknowns) : value;
}

/** The inputs, with unknown for each property that only the computed outputs have. */
function addUnknowns(inputs: unknown, computed: unknown): unknown {
  if (inputs === undefined) return UNKNOWN;
  if (isSecret(inputs)) return secret(addUnknowns(inputs.value, computed));
  if (Array.isArray(inputs) && Array.isArray(computed)) return inputs.map((item, index) => addUnknowns(item, computed[index]));
  if (!isRecord(inputs) || !isRecord(computed)) return inputs;
  const members = Object.entries(computed).map(([key, value]) => [key, addUnknowns(inputs[key], value)]);
  return { ...inputs, ...Object.fromEntries(members) };
}
