import { allOf, anyOf, isEqual, type Match, negate } from "../reading/selectors";
import { get, isUnknown, UNKNOWN } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const ADVANCED = "networkProfile.advancedNetworking";
const PATH = `${ADVANCED}.observability.enabled`;
const METRICS = "azureMonitorProfile.metrics.enabled";
/** The add-on that Advanced Container Networking Services replaced. */
const FORMER = "networkProfile.monitoring.enabled";

/**
 * Compliant: network metrics of the nodes are collected. Managed Prometheus collects them from Kubernetes 1.29 on (AKS documentation,
 * "Set up network observability"); Advanced Container Networking Services adds those of pods, and flow logs.
 */
export function checkNetworkObservability({ props }: RuleResource, { config }: RuleContext): Outcome {
  const isOn = (path: string): Match => isEqual(get(props, path), true);
  const isOff = (path: string): Match => isEqual(get(props, path), false);
  const advanced = anyOf([
    allOf([isOn(PATH), negate(isOff(`${ADVANCED}.enabled`))]),
    allOf([isOn(`${ADVANCED}.enabled`), negate(isOff(PATH))]),
    isOn(FORMER),
  ]);
  const accepted = config.level === "advanced" ? advanced : anyOf([advanced, isOn(METRICS)]);
  if (accepted === true) return [];
  if (isUnknown(accepted)) return [{ unknown: firstUnknown(props) }];
  const finding = { path: PATH, found: get(props, PATH) };
  if (config.level === "advanced") return [{ ...finding, expected: "true", ownCause: true }];
  return [{ ...finding, expected: `true, or ${METRICS} true` }];
}

function firstUnknown(props: RuleResource["props"]): string {
  return [PATH, `${ADVANCED}.enabled`, FORMER, METRICS].find((path) => get(props, path) === UNKNOWN) ?? PATH;
}
