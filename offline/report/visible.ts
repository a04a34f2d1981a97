import type { Registration } from "../registration";
import { displayProperties, isRecord, mapValues, type Properties, SECRET_MARK } from "../wire";

/** Fields of a Kubernetes Secret whose values are always masked, whether or not the program marks them as secret. */
const SECRET_FIELDS = ["data", "stringData"];

export function isKubernetesSecret({ type, inputs }: Pick<Registration, "type" | "inputs">): boolean {
  return /^kubernetes:core\/v1:Secret(Patch|List)?$/.test(type) || (type.startsWith("kubernetes:") && inputs.kind === "Secret");
}

/** Inputs that may be printed: without secrets, protocol markers and the SDK's internal properties. */
export function visibleInputs(registration: Registration): Properties {
  const inputs = Object.entries(registration.inputs).filter(([key]) => !key.startsWith("__"));
  const visible: Record<string, unknown> = { ...displayProperties(Object.fromEntries(inputs)) };
  if (!isKubernetesSecret(registration)) return visible;
  for (const field of SECRET_FIELDS) {
    const values = visible[field];
    if (values !== undefined) visible[field] = isRecord(values) ? mapValues(values, () => SECRET_MARK) : SECRET_MARK;
  }
  return visible;
}
