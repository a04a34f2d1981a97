import * as token from "../facts/tokens";
import { armIsNot, sameText } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import { type Link, linkById, strongest } from "../reading/links";
import { isListed, unlessExcluded } from "../reading/listed";
import { strings } from "../reading/pods";
import { get, isMissing, isUnknown, locate } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

/** Services that only send, or that exist to be the guarded entry of a network, each with the ids of its public addresses. */
const GATEWAYS: Readonly<Record<string, readonly string[]>> = {
  [token.NAT_GATEWAY]: ["publicIpAddresses[*].id"],
  [token.AZURE_FIREWALL]: ["ipConfigurations[*].publicIPAddress.id", "managementIpConfiguration.publicIPAddress.id"],
  [token.BASTION_HOST]: ["ipConfigurations[*].publicIPAddress.id"],
  [token.VIRTUAL_NETWORK_GATEWAY]: ["ipConfigurations[*].publicIPAddress.id"],
  [token.APPLICATION_GATEWAY]: ["frontendIPConfigurations[*].publicIPAddress.id"],
};

/** Machines that Azure creates with network interfaces of their own, each with the configurations of those. */
const MACHINES: Readonly<Record<string, string>> = {
  [token.VIRTUAL_MACHINE]: "networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*]",
  [token.SCALE_SET]: "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[*].ipConfigurations[*]",
};
const OWN_ADDRESS = "publicIPAddressConfiguration";
const MACHINE_FIX = `Remove ${OWN_ADDRESS}: a load balancer or Azure Bastion leads to the machines, a NAT gateway out of them.`;

const GROUP_FIX = "Set ipAddress.type to Private and subnetIds: an application gateway leads to the containers.";

export const PUBLIC_ADDRESS_READS = [token.PUBLIC_IP, token.CONTAINER_GROUP, ...Object.keys(GATEWAYS), ...Object.keys(MACHINES)];

/**
 * Compliant: every public address belongs to a gateway of the stack (NAT gateway, firewall, Bastion, VPN or application gateway) or is
 * listed in `publicAddresses`, and has the SKU Standard; no machine has an address that is only part of its network interface, and no
 * container group one that is not listed by the group's name.
 */
export function checkPublicAddresses(stack: StackView, context: RuleContext): Outcome {
  const addresses = stack.ofType(token.PUBLIC_IP);
  const machines = stack.ofType(...Object.keys(MACHINES));
  const groups = stack.ofType(token.CONTAINER_GROUP).filter(({ props }) => !isMissing(props.ipAddress));
  if (addresses.length + machines.length + groups.length === 0) return NOT_APPLICABLE;
  const allowed = strings(context, "publicAddresses");
  return [
    ...addresses.flatMap((address) => checkAddress(stack, address, context)),
    ...machines.flatMap((machine) => checkMachine(machine, allowed)),
    ...groups.flatMap((group) => checkContainerGroup(group, allowed)),
  ];
}

function checkMachine(resource: RuleResource, allowed: readonly string[]): CheckResults {
  return locate(resource.props, MACHINES[resource.type] ?? "").flatMap(({ path, value }): CheckResults => {
    const own = get(value, OWN_ADDRESS);
    if (isUnknown(own)) return [{ unknown: isUnknown(value) ? path : `${path}.${OWN_ADDRESS}`, resource }];
    if (isMissing(own)) return [];
    const name = { path: `${path}.${OWN_ADDRESS}.name`, value: get(own, "name") };
    const expected = "no public address of a machine, or one that the option publicAddresses lists";
    return unlessExcluded(isListed(name.value, allowed), name.path, resource, () => [
      { path: name.path, found: name.value, expected, fix: MACHINE_FIX, resource },
    ]);
  });
}

function checkContainerGroup(resource: RuleResource, allowed: readonly string[]): CheckResults {
  const [path, value] = ["ipAddress.type", get(resource.props, "ipAddress.type")];
  if (isUnknown(value)) return [{ unknown: path, resource }];
  if (!sameText(value, "Public")) return [];
  const listed = isListed(resource.props.containerGroupName ?? resource.name, allowed);
  const expected = "Private, or a container group that the option publicAddresses lists";
  return unlessExcluded(listed, "containerGroupName", resource, () => [{ path, found: value, expected, fix: GROUP_FIX, resource }]);
}

function checkAddress(stack: StackView, address: RuleResource, context: RuleContext): CheckResults {
  const sku = checkProperty(address, "sku.name", armIsNot("Basic"), context).map((item) => ({ ...item, resource: address }));
  const name = address.props.publicIpAddressName ?? address.name;
  const listed = isListed(name, strings(context, "publicAddresses"));
  return [...sku, ...unlessExcluded(listed, "publicIpAddressName", address, () => checkUse(stack, address))];
}

function checkUse(stack: StackView, resource: RuleResource): CheckResults {
  const link = strongest(
    Object.entries(GATEWAYS).flatMap(([type, paths]) => stack.ofType(type).flatMap(linksFrom(stack, paths, resource))),
  );
  if (link === "linked") return [];
  const path = "publicIpAddressName";
  if (link === "undecided") return [{ unknown: path, resource }];
  const found = resource.props.publicIpAddressName ?? resource.name;
  return [{ path, found, expected: "an address of a gateway in this stack, or one that the option publicAddresses lists", resource }];
}

function linksFrom(stack: StackView, paths: readonly string[], address: RuleResource): (gateway: RuleResource) => readonly Link[] {
  return (gateway) =>
    paths.map((path) => {
      const [property = ""] = path.split(/[.[]/);
      const ids = locate(gateway.props, path).map(({ value }) => value);
      return linkById(stack, gateway, property, ids, address);
    });
}
