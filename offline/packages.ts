import { normaliseType } from "../policy-pack/policies/tokens";

/** Package of a type token: `azure-native`, also for a local package of one of its API versions. */
export function packageOf(type: string): string {
  return normaliseType(type).split(":", 1)[0] ?? type;
}
