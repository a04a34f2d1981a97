import type { Registration } from "../registration";
import { isRecord, mapValues, type Properties, SECRET_MARK, shownProperties } from "../wire";

/** Fields of a Kubernetes Secret whose every value is one, whether or not the program marked it. */
const SECRET_FIELDS = ["data", "stringData"];

export function isKubernetesSecret({ type, inputs }: Pick<Registration, "type" | "inputs">): boolean {
  return /^kubernetes:core\/v1:Secret(Patch|List)?$/.test(type) || (type.startsWith("kubernetes:") && inputs.kind === "Secret");
}

/** Inputs that may be printed: no secret, no protocol markers, none of the SDK's own members. */
export function visibleInputs(registration: Registration): Properties {
  const own = Object.entries(registration.inputs).filter(([key]) => !key.startsWith("__"));
  const visible: Record<string, unknown> = { ...shownProperties(Object.fromEntries(own)) };
  if (!isKubernetesSecret(registration)) return visible;
  for (const field of SECRET_FIELDS) {
    const values = visible[field];
    if (values !== undefined) visible[field] = isRecord(values) ? mapValues(values, () => SECRET_MARK) : SECRET_MARK;
  }
  return visible;
}
