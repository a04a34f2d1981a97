import { sameText } from "../arm";
import { DELEGATIONS_WITHOUT_NSG, SUBNETS_WITHOUT_NSG } from "../limits";
import { type Finding, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type Undecided } from "../rule";
import { SUBNET } from "../tokens";
import { elements, get, isMissing, isUnknown, type Located, locate, type Value } from "../values";
import { under } from "./securityRules";

/** Compliant: a network security group stands on the subnet, unless Azure does not let such a subnet carry one. */
export function checkSubnetNsg({ type, props }: RuleResource, { config }: RuleContext): Outcome {
  const subnets = type === SUBNET ? [{ path: "", value: props }] : locate(props, "subnets[*]");
  const exempt = [...SUBNETS_WITHOUT_NSG, ...elements(config.exemptSubnets)];
  const judged = subnets.filter(({ value }) => !isPlatformSubnet(value, exempt));
  return judged.length === 0 ? NOT_APPLICABLE : judged.flatMap(judgeSubnet);
}

function judgeSubnet({ path, value }: Located): readonly (Finding | Undecided)[] {
  if (isUnknown(value)) return [{ unknown: path }];
  const group = get(value, "networkSecurityGroup");
  if (isUnknown(group)) return [{ unknown: under(path, "networkSecurityGroup") }];
  // An id that is not known yet is still the id of a group.
  const id = get(group, "id");
  if (!isMissing(id) && id !== "") return [];
  if (isUnknown(get(value, "delegations"))) return [{ unknown: under(path, "delegations") }];
  return [{ path: under(path, "networkSecurityGroup.id"), found: id, expected: "the id of a network security group" }];
}

function isPlatformSubnet(subnet: Value, exempt: readonly Value[]): boolean {
  if (isUnknown(subnet)) return false;
  const name = get(subnet, "subnetName") ?? get(subnet, "name");
  if (exempt.some((one) => sameText(one, name))) return true;
  return locate(subnet, "delegations[*].serviceName").some(({ value }) => DELEGATIONS_WITHOUT_NSG.some((one) => sameText(one, value)));
}
