import { armIs } from "../reading/arm";
import { type Condition, checkProperty } from "../reading/expect";
import { get, isMissing, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

const PATH = "healthProbeSettings";

/** Azure's default is `/`, the application's own start page. */
const isDedicated: Condition = {
  holds: (value) => typeof value === "string" && value !== "" && value !== "/",
  expected: "a path that only reports health: /healthz",
};

/** Compliant: probes use HTTPS and HEAD, on a path of their own. A group without probes, as recommended for one origin, has none. */
export function checkHealthProbe(group: RuleResource, context: RuleContext): Outcome {
  const settings = get(group.props, PATH);
  if (isUnknown(settings)) return [{ unknown: PATH }];
  if (isMissing(settings)) return NOT_APPLICABLE;
  return [
    ...checkProperty(group, `${PATH}.probeProtocol`, armIs("Https"), context),
    ...checkProperty(group, `${PATH}.probeRequestType`, armIs("HEAD"), context),
    ...checkProperty(group, `${PATH}.probePath`, isDedicated, context),
  ];
}
