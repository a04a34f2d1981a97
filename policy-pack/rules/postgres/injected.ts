import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, UNKNOWN } from "../reading/values";
import type { RuleResource } from "../rule";

/** Whether the server is injected into a delegated subnet. An unknown subnet id counts: it is the output of a subnet. */
export function isInjected({ props }: RuleResource): Match {
  if (isUnknown(props.network)) return UNKNOWN;
  const subnet = get(props, "network.delegatedSubnetResourceId");
  return !isMissing(subnet) && subnet !== "";
}
