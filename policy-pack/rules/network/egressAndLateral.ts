import { ADMINISTRATION_PORTS } from "../facts/network";
import { NETWORK_SECURITY_GROUP } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { get, isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";
import { allows, bothForms, coversProtocol, isInternet, joinPath, rangeContains, rangesOf, securityRulesOf } from "./securityRules";

/** Sources of a deny rule that include the other machines of the virtual network. */
const NETWORK_SOURCES = ["*", "any", "virtualnetwork", "0.0.0.0/0"];

/**
 * Compliant: no rule allows all ports to every destination, and a group that lists its rules denies SSH and RDP from or to the virtual
 * network, which Azure's default rules allow. The rules of a group that lists none are other resources.
 */
export function checkEgressAndLateral(resource: RuleResource): Outcome {
  const rules = securityRulesOf(resource);
  if (rules.length === 0) return NOT_APPLICABLE;
  return [...rules.flatMap(checkEgress), ...(resource.type === NETWORK_SECURITY_GROUP ? checkLateral(rules) : [])];
}

function checkEgress(rule: Located): CheckResults {
  const allowed = allows(rule, "Outbound");
  if (allowed === false) return [];
  if (isUnknown(rule.value)) return [{ unknown: rule.path }];
  const destinations = bothForms(rule, "destinationAddressPrefix", "destinationAddressPrefixes");
  const ranges = rangesOf(rule);
  const isEvery = ranges.some(({ value }) => value === "*" || value === "0-65535" || value === "1-65535");
  const unknown = ranges.find(({ value }) => isUnknown(value));
  if (!isEvery && unknown === undefined) return [];
  return destinations.flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    if (!isInternet(value)) return [];
    if (!isEvery && unknown !== undefined) return [{ unknown: unknown.path }];
    if (allowed === undefined) return [{ unknown: joinPath(rule.path, "access") }];
    return [{ path, found: value, expected: "the destinations and ports that the subnet requires" }];
  });
}

function checkLateral(rules: readonly Located[]): CheckResults {
  const open = ADMINISTRATION_PORTS.filter((port) => !rules.some((rule) => denies(rule, port)));
  if (open.length === 0) return [];
  if (rules.some(mayDeny)) return [{ unknown: "securityRules" }];
  return [{ path: "securityRules", found: `no rule denies port ${open.join(", ")}`, expected: "a rule that denies SSH and RDP" }];
}

function denies(rule: Located, port: number): boolean {
  const sources = bothForms(rule, "sourceAddressPrefix", "sourceAddressPrefixes");
  const destinations = bothForms(rule, "destinationAddressPrefix", "destinationAddressPrefixes");
  const peers = sameText(get(rule.value, "direction"), "Outbound") ? destinations : sources;
  return (
    sameText(get(rule.value, "access"), "Deny") &&
    coversProtocol(get(rule.value, "protocol"), "tcp") &&
    rangesOf(rule).some(({ value }) => rangeContains(value, port)) &&
    peers.some(({ value }) => NETWORK_SOURCES.some((one) => sameText(one, value)))
  );
}

/** A rule with an unknown part that is not known to allow traffic may be the deny rule. */
function mayDeny({ path, value }: Located): boolean {
  if (isUnknown(value)) return true;
  const parts = ["access", "direction", "protocol"].map((key) => get(value, key));
  const addresses = ["source", "destination"].flatMap((side) =>
    bothForms({ path, value }, `${side}AddressPrefix`, `${side}AddressPrefixes`),
  );
  const values = [...parts, ...[...addresses, ...rangesOf({ path, value })].map((one) => one.value)];
  return !sameText(get(value, "access"), "Allow") && values.some(isUnknown);
}
