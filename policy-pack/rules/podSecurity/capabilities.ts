import { checkValue } from "../reading/expect";
import { at, below, type PodCheck } from "../reading/pods";
import { elements, isUnknown, type Located, toText, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults } from "../rule";

/**
 * Containers add no capability but the listed ones.
 *
 * @param level the capabilities among which to choose: any other is reported by the control of the weaker level. Without it, all.
 */
export function addsOnly(allowed: readonly string[], level?: readonly string[]): PodCheck {
  const condition = {
    holds: (value: Value) => allowed.includes(toText(value)) || level?.includes(toText(value)) === false,
    expected: `only ${allowed.join(", ")}`,
  };
  return ({ containers }, context) =>
    containers.flatMap((container) => addedCapabilities(container).flatMap((one) => checkValue(one, condition, context)));
}

/** Every container drops ALL. */
export const dropsAll: PodCheck = ({ containers }) => containers.flatMap(checkDroppedCapabilities);

function addedCapabilities(container: Located): readonly Located[] {
  return below(container, "securityContext.capabilities.add[*]");
}

function checkDroppedCapabilities(container: Located): CheckResults {
  const drop = at(container, "securityContext.capabilities.drop");
  if (isUnknown(drop.value)) return [{ unknown: drop.path }];
  const names = elements(drop.value);
  if (names.includes("ALL")) return [];
  return names.includes(UNKNOWN) ? [{ unknown: drop.path }] : [{ path: drop.path, found: drop.value, expected: 'a list with "ALL"' }];
}
