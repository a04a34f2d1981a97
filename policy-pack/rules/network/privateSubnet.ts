import { DELEGATED_OUTBOUND_SUBNETS, PRIVATE_SUBNETS_SINCE } from "../facts/network";
import { SUBNET } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { checkValue, is } from "../reading/expect";
import { elements, get, isMissing, isUnknown, type Located, locate } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { joinPath } from "./securityRules";
import { nameOf } from "./subnetNsg";

const PROPERTY = "defaultOutboundAccess";

/** Compliant: the subnet has no default outbound access, or an Azure service that it is for manages its outbound traffic. */
export function checkPrivateSubnet(resource: RuleResource, context: RuleContext): Outcome {
  const { type, props, apiVersionDate = 0 } = resource;
  const subnets = type === SUBNET ? [{ path: "", value: props }] : locate(props, "subnets[*]");
  const own = subnets.filter((subnet) => !isServiceSubnet(subnet));
  if (own.length === 0) return NOT_APPLICABLE;
  const isDefault = apiVersionDate >= PRIVATE_SUBNETS_SINCE;
  return own.flatMap((subnet) => (isDefault && isMissing(get(subnet.value, PROPERTY)) ? [] : checkSubnet(subnet, context)));
}

function checkSubnet({ path, value }: Located, context: RuleContext): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  const results = checkValue({ path: joinPath(path, PROPERTY), value: get(value, PROPERTY) }, is(false), context);
  const [delegations, name] = [get(value, "delegations"), nameOf({ path, value })];
  if (results.length === 0) return [];
  // An unknown delegation may be one to a service, and an unknown name the one of a service's subnet.
  if (isUnknown(delegations)) return [{ unknown: joinPath(path, "delegations") }];
  return isUnknown(name.value) ? [{ unknown: name.path }] : results;
}

/** Private subnets do not apply to delegated subnets, nor to those of Azure's own gateways. */
function isServiceSubnet({ path, value }: Located): boolean {
  if (isUnknown(value)) return false;
  const name = nameOf({ path, value }).value;
  return elements(get(value, "delegations")).length > 0 || DELEGATED_OUTBOUND_SUBNETS.some((one) => sameText(one, name));
}
