import { FRONT_DOOR_SERVICE_TAG } from "../facts/frontDoor";
import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { type Link, linkById, linkToParent, strongest } from "../reading/links";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { allowsInbound, hasOnlyPorts, isInternet, openPorts, securityRulesOf, sourcesOfRule } from "./securityRules";

const BASTION_SUBNET = "AzureBastionSubnet";
const WEB_PORTS = { tcp: [80, 443], udp: [] } as const;
/** Origins that are Azure services: no network security group of this stack filters their traffic. */
const SERVICE_HOSTS = /\.(azurewebsites\.net|core\.windows\.net|azure-api\.net|azurecontainerapps\.io|azurestaticapps\.net)$/i;

/**
 * Compliant: where Front Door calls an ingress over the internet, network security groups allow only `AzureFrontDoor.Backend`
 * to reach ports 80 and 443. Applies to every group of a stack that declares such an origin, and to the groups of the subnets
 * that configuration names.
 */
export function checkFrontDoorOnly(stack: StackView, { config }: RuleContext): Outcome {
  const names = elements(config.ingressSubnets);
  const isIngressSubnet = (subnet: Value) => names.some((name) => isNamed(subnet, name));
  const publicIngress = callsPublicIngress(stack);
  const groups = stack.ofType(token.NETWORK_SECURITY_GROUP).map((group) => {
    return { group, ingress: strongest([publicIngress, subnetLink(stack, group, isIngressSubnet)]) };
  });
  const evaluated = groups.filter(({ ingress }) => ingress !== "separate");
  if (evaluated.length === 0) return NOT_APPLICABLE;
  return evaluated.flatMap(({ group, ingress }) => checkGroup(stack, group, ingress));
}

function checkGroup(stack: StackView, group: RuleResource, ingress: Link): CheckResults {
  const single = stack.ofType(token.SECURITY_RULE).filter((rule) => linkToParent(stack, rule, group) === "linked");
  const owners = [group, ...single].flatMap((owner) => securityRulesOf(owner).map((rule) => ({ owner, rule })));
  const rules = owners.map(({ rule }) => rule);
  const bastion = isBastionGroup(stack, group, rules);
  return owners
    .map((one) => ({ ...one, isBastionRule: allOf([bastion, hasOnlyPorts(one.rule, ["443"])]) }))
    .filter(({ rule, isBastionRule }) => allowsInbound(rule) !== false && isBastionRule !== true)
    .flatMap(({ owner, rule, isBastionRule }) => {
      if (isUnknown(rule.value)) return [{ unknown: rule.path, resource: owner }];
      const certain = ingress === "linked" && isBastionRule === false && allowsInbound(rule) === true;
      return sourcesOfRule(rule).flatMap(({ path, value }): CheckResults => {
        const { open, undecided } = openPorts(rule, value, rules, WEB_PORTS);
        if (open.length === 0 && !undecided) return [];
        if (isUnknown(value)) return [{ unknown: path, resource: owner }];
        if (!isInternet(value) && !/^AzureCloud(\.|$)/i.test(toText(value))) return [];
        if (!certain || open.length === 0) return [{ unknown: path, resource: owner }];
        return [{ path, found: value, expected: `${FRONT_DOOR_SERVICE_TAG} for port ${open.join(", ")}`, resource: owner }];
      });
    });
}

/**
 * Azure Bastion requires inbound traffic from the internet on port 443. Its group is the one on its subnet; where no subnet of the
 * stack references the group, the one that also allows GatewayManager, and only on the ports that Bastion's documentation lists
 * or used to list.
 */
function isBastionGroup(stack: StackView, group: RuleResource, rules: readonly Located[]): Match {
  const bastionSubnet = subnetLink(stack, group, (subnet) => isNamed(subnet, BASTION_SUBNET));
  if (bastionSubnet === "linked") return true;
  if (subnetLink(stack, group, (subnet) => !isNamed(subnet, BASTION_SUBNET)) === "linked") return false;
  return anyOf([bastionSubnet === "undecided" ? UNKNOWN : false, ...rules.map(allowsGatewayManager)]);
}

/** A rule that is unknown as a whole does not count as one that allows GatewayManager. */
function allowsGatewayManager(rule: Located): Match {
  if (isUnknown(rule.value)) return false;
  const sources = sourcesOfRule(rule).map(({ value }) => (isUnknown(value) ? UNKNOWN : sameText(value, "GatewayManager")));
  return allOf([allowsInbound(rule) ?? UNKNOWN, hasOnlyPorts(rule, ["443", "4443"]), anyOf(sources)]);
}

function callsPublicIngress(stack: StackView): Link {
  return strongest(stack.ofType(token.AFD_ORIGIN).map((origin) => callsOverInternet(stack, origin)));
}

function callsOverInternet(stack: StackView, origin: RuleResource): Link {
  const { enabledState, hostName, sharedPrivateLinkResource } = origin.props;
  if (sameText(enabledState, "Disabled") || !isMissing(sharedPrivateLinkResource)) return "separate";
  if (typeof hostName === "string") return SERVICE_HOSTS.test(hostName) ? "separate" : "linked";
  const sources = stack.sourcesOf(origin, "hostName");
  if (sources.length === 0) return isUnknown(hostName) ? "undecided" : "separate";
  return sources.some(({ type }) => type === token.PUBLIC_IP) ? "linked" : "undecided";
}

function isNamed(subnet: Value, name: Value): boolean {
  return sameText(name, get(subnet, "subnetName") ?? get(subnet, "name"));
}

/** Whether the group is associated with a subnet that the predicate selects. */
function subnetLink(stack: StackView, group: RuleResource, selects: (subnet: Value) => boolean): Link {
  const single = stack.ofType(token.SUBNET).filter(({ props }) => selects(props));
  const inline = stack.ofType(token.VIRTUAL_NETWORK).flatMap((vnet) => {
    const ids = locate(vnet.props, "subnets[*]")
      .filter(({ value }) => selects(value))
      .map(({ value }) => get(value, "networkSecurityGroup.id"));
    return ids.length === 0 ? [] : [inlineLink(stack, vnet, ids, group)];
  });
  return strongest([
    ...single.map((subnet) => linkById(stack, subnet, "networkSecurityGroup", [get(subnet.props, "networkSecurityGroup.id")], group)),
    ...inline,
  ]);
}

/** The engine reports dependencies per property: with several subnets in one property, an unknown id may belong to any of the groups. */
function inlineLink(stack: StackView, vnet: RuleResource, ids: readonly Value[], group: RuleResource): Link {
  const link = linkById(stack, vnet, "subnets", ids, group);
  return link === "linked" && ids.some(isUnknown) && elements(vnet.props.subnets).length > 1 ? "undecided" : link;
}
