import type { RuleResource } from "../rule";
import { get, isMissing } from "../values";

/** Whether the server is put into a subnet of its own. A subnet that does not exist yet counts: its id was given. */
export function isInjected({ props }: RuleResource): boolean {
  const subnet = get(props, "network.delegatedSubnetResourceId");
  return !isMissing(subnet) && subnet !== "";
}
