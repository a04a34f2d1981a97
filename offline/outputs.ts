import { isSecret, overlay, type Properties, secret } from "./wire";

/** The inputs with what the simulated cloud computes. */
export function mergeOutputs(inputs: Properties, computed: Properties): Properties {
  const merged = overlay(inputs, computed);
  return typeof merged === "object" && merged !== null ? { ...merged } : {};
}

/** Marks top-level outputs as secret. */
export function markSecrets(outputs: Properties, secrets: readonly string[]): Properties {
  const marked: Record<string, unknown> = { ...outputs };
  for (const key of secrets) if (marked[key] !== undefined && !isSecret(marked[key])) marked[key] = secret(marked[key]);
  return marked;
}
