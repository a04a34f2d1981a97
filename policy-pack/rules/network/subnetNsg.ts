import { BASTION_SUBNET, DELEGATIONS_WITHOUT_NSG, SUBNETS_WITHOUT_NSG } from "../facts/network";
import { SUBNET } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { isListed, unlessListed } from "../reading/listed";
import type { Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { joinPath } from "./securityRules";

/** Compliant: the subnet has a network security group, unless Azure does not support one on such a subnet. */
export function checkSubnetNsg({ type, props }: RuleResource, { config }: RuleContext): Outcome {
  const subnets = type === SUBNET ? [{ path: "", value: props }] : locate(props, "subnets[*]");
  const exempt = elements(config.exemptSubnets);
  const outcomes = subnets.map((subnet) =>
    isPlatformSubnet(subnet.value)
      ? NOT_APPLICABLE
      : unlessListed(isExempt(subnet, exempt), nameOf(subnet).path, () => checkSubnet(subnet)),
  );
  const evaluated = outcomes.filter((outcome) => outcome !== NOT_APPLICABLE);
  return evaluated.length === 0 ? NOT_APPLICABLE : evaluated.flat();
}

function checkSubnet({ path, value }: Located): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  const group = get(value, "networkSecurityGroup");
  if (isUnknown(group)) return [{ unknown: joinPath(path, "networkSecurityGroup") }];
  // An id that is not known yet is still the id of a group.
  const id = get(group, "id");
  if (!isMissing(id) && id !== "") return [];
  if (locate(value, "delegations[*].serviceName").some((one) => isUnknown(one.value))) return [{ unknown: joinPath(path, "delegations") }];
  const finding = { path: joinPath(path, "networkSecurityGroup.id"), found: id, expected: "the id of a network security group" };
  return [sameText(nameOf({ path, value }).value, BASTION_SUBNET) ? { ...finding, ...BASTION_ADVICE } : finding];
}

/**
 * Optional on the subnet of Azure Bastion, whose hosts Azure hardens: a group is supported only with every rule that the service needs
 * (Microsoft Learn, "Working with NSG access and Azure Bastion"), and one without them disconnects it.
 */
const BASTION_ADVICE = {
  fix:
    "Optional. Add a group that allows TCP 443 inbound from Internet, GatewayManager and AzureLoadBalancer; TCP 22 and 3389 outbound to " +
    "VirtualNetwork, 443 to AzureCloud, 80 to Internet; and 8080 and 5701 in both directions within VirtualNetwork. " +
    "To do without one, list the subnet in exemptSubnets of subnet-nsg.",
  advisory: true,
} as const;

function isPlatformSubnet(subnet: Value): boolean {
  if (isUnknown(subnet)) return false;
  const name = nameOf({ path: "", value: subnet }).value;
  if (SUBNETS_WITHOUT_NSG.some((one) => sameText(one, name))) return true;
  return locate(subnet, "delegations[*].serviceName").some(({ value }) => DELEGATIONS_WITHOUT_NSG.some((one) => sameText(one, value)));
}

function isExempt(subnet: Located, exempt: readonly Value[]): Match {
  const { value } = nameOf(subnet);
  return isUnknown(value) ? isListed(value, exempt) : exempt.some((one) => sameText(one, value));
}

/** A Subnet resource has a `subnetName`, an inline subnet of a VirtualNetwork a `name`. */
export function nameOf({ path, value }: Located): Located {
  const key = isMissing(get(value, "subnetName")) ? "name" : "subnetName";
  return { path: joinPath(path, key), value: get(value, key) };
}
