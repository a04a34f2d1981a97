import { FRONT_DOOR_LOG_CATEGORIES } from "../facts/frontDoor";
import { AFD_PROFILE } from "../facts/tokens";
import { checkDiagnostics } from "../reading/diagnostics";
import { get } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type StackView } from "../rule";

/** Compliant: every profile has a diagnostic setting that sends access and WAF logs to a workspace. */
export function checkFrontDoorLogs(stack: StackView): Outcome {
  const profiles = stack.ofType(AFD_PROFILE).filter(({ props }) => isFrontDoor(get(props, "sku.name")));
  if (profiles.length === 0) return NOT_APPLICABLE;
  return profiles.flatMap((profile) => checkDiagnostics(stack, profile, FRONT_DOOR_LOG_CATEGORIES));
}

/** The older Azure CDN has the same resource type, with other log categories. */
function isFrontDoor(sku: unknown): boolean {
  return typeof sku !== "string" || /_AzureFrontDoor$/i.test(sku);
}
