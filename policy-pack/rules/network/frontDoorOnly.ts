import { FRONT_DOOR_SERVICE_TAG } from "../facts/frontDoor";
import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { type Link, linkById, linkToParent, strongest } from "../reading/links";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { admits, isInternet, openedPorts, opensOnly, securityRulesOf, sourcesOfRule } from "./securityRules";

const BASTION_SUBNET = "AzureBastionSubnet";
const WEB_PORTS = { tcp: [80, 443], udp: [] } as const;
/** Origins that are services of their own: no network security group of this stack stands before them. */
const SERVICE_HOSTS = /\.(azurewebsites\.net|core\.windows\.net|azure-api\.net|azurecontainerapps\.io|azurestaticapps\.net)$/i;

/**
 * Compliant: where Front Door calls an ingress over the internet, no security group lets anyone but `AzureFrontDoor.Backend`
 * reach ports 80 and 443. Speaks about every group of a stack that declares such an origin, and about the groups of the
 * subnets that configuration names.
 */
export function checkFrontDoorOnly(stack: StackView, { config }: RuleContext): Outcome {
  const names = elements(config.ingressSubnets);
  const wanted = (subnet: Value) => names.some((name) => isNamed(subnet, name));
  const calls = callsPublicIngress(stack);
  const groups = stack.ofType(token.NETWORK_SECURITY_GROUP).map((group) => {
    return { group, ingress: strongest([calls, standsOn(stack, group, wanted)]) };
  });
  const judged = groups.filter(({ ingress }) => ingress !== "separate");
  if (judged.length === 0) return NOT_APPLICABLE;
  return judged.flatMap(({ group, ingress }) => judgeGroup(stack, group, ingress));
}

function judgeGroup(stack: StackView, group: RuleResource, ingress: Link): CheckResults {
  const single = stack.ofType(token.SECURITY_RULE).filter((rule) => linkToParent(stack, rule, group) === "linked");
  const owners = [group, ...single].flatMap((owner) => securityRulesOf(owner).map((rule) => ({ owner, rule })));
  const rules = owners.map(({ rule }) => rule);
  const bastion = guardsBastion(stack, group, rules);
  return owners
    .map((one) => ({ ...one, excused: allOf([bastion, opensOnly(one.rule, ["443"])]) }))
    .filter(({ rule, excused }) => admits(rule) !== false && excused !== true)
    .flatMap(({ owner, rule, excused }) => {
      if (isUnknown(rule.value)) return [{ unknown: rule.path, resource: owner }];
      const certain = ingress === "linked" && excused === false && admits(rule) === true;
      return sourcesOfRule(rule).flatMap(({ path, value }): CheckResults => {
        const { open, unsure } = openedPorts(rule, value, rules, WEB_PORTS);
        if (open.length === 0 && !unsure) return [];
        if (isUnknown(value)) return [{ unknown: path, resource: owner }];
        if (!isInternet(value) && !/^AzureCloud(\.|$)/i.test(`${value}`)) return [];
        if (!certain || open.length === 0) return [{ unknown: path, resource: owner }];
        return [{ path, found: value, expected: `${FRONT_DOOR_SERVICE_TAG} for port ${open.join(", ")}`, resource: owner }];
      });
    });
}

/**
 * Azure Bastion must admit the internet on 443. Its group is the one on its subnet; where no subnet of the stack carries the
 * group, the one that also admits GatewayManager on the ports that Bastion's documentation names or named, and on no others.
 */
function guardsBastion(stack: StackView, group: RuleResource, rules: readonly Located[]): Match {
  const place = standsOn(stack, group, (subnet) => isNamed(subnet, BASTION_SUBNET));
  if (place === "linked") return true;
  if (standsOn(stack, group, (subnet) => !isNamed(subnet, BASTION_SUBNET)) === "linked") return false;
  return anyOf([place === "undecided" ? UNKNOWN : false, ...rules.map(admitsGatewayManager)]);
}

/** A rule of which nothing is known does not admit it. */
function admitsGatewayManager(rule: Located): Match {
  if (isUnknown(rule.value)) return false;
  const sources = sourcesOfRule(rule).map(({ value }) => (isUnknown(value) ? UNKNOWN : sameText(value, "GatewayManager")));
  return allOf([admits(rule) ?? UNKNOWN, opensOnly(rule, ["443", "4443"]), anyOf(sources)]);
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

/** Whether the group stands on a subnet that is wanted. */
function standsOn(stack: StackView, group: RuleResource, wanted: (subnet: Value) => boolean): Link {
  const single = stack.ofType(token.SUBNET).filter(({ props }) => wanted(props));
  const inline = stack.ofType(token.VIRTUAL_NETWORK).flatMap((vnet) => {
    const ids = locate(vnet.props, "subnets[*]")
      .filter(({ value }) => wanted(value))
      .map(({ value }) => get(value, "networkSecurityGroup.id"));
    return ids.length === 0 ? [] : [inlineLink(stack, vnet, ids, group)];
  });
  return strongest([
    ...single.map((subnet) => linkById(stack, subnet, "networkSecurityGroup", [get(subnet.props, "networkSecurityGroup.id")], group)),
    ...inline,
  ]);
}

/** The engine tells origins per property: with several subnets in one, an unknown id could be any group's among them. */
function inlineLink(stack: StackView, vnet: RuleResource, ids: readonly Value[], group: RuleResource): Link {
  const link = linkById(stack, vnet, "subnets", ids, group);
  return link === "linked" && ids.some(isUnknown) && elements(vnet.props.subnets).length > 1 ? "undecided" : link;
}
