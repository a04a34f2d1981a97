import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, UNKNOWN } from "../reading/values";
import type { RuleResource } from "../rule";

/** Whether the server is put into a subnet of its own. A subnet that does not exist yet counts: its id was given. */
export function isInjected({ props }: RuleResource): Match {
  if (isUnknown(props.network)) return UNKNOWN;
  const subnet = get(props, "network.delegatedSubnetResourceId");
  return !isMissing(subnet) && subnet !== "";
}
