import { sameText } from "../reading/arm";
import { get, isMissing, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";

const TRIGGER = "trigger.baseImageTrigger";
const EXPECTED = "a base image trigger that is enabled";

/** Compliant: a task that builds an image also runs when its base image changes. Other tasks, such as a purge, build none. */
export function checkBaseImageTrigger({ props }: RuleResource): Outcome {
  const step = get(props, "step.type");
  if (isUnknown(step)) return [{ unknown: "step.type" }];
  if (!sameText(step, "Docker") || sameText(props.status, "Disabled")) return NOT_APPLICABLE;
  const trigger = get(props, TRIGGER);
  if (isUnknown(trigger)) return [{ unknown: TRIGGER }];
  if (isMissing(trigger)) return [{ path: TRIGGER, found: undefined, expected: EXPECTED }];
  const status = get(trigger, "status");
  if (isUnknown(status)) return [{ unknown: `${TRIGGER}.status` }];
  // Enabled is the default.
  return sameText(status, "Disabled") ? [{ path: `${TRIGGER}.status`, found: status, expected: "Enabled" }] : [];
}
