import * as token from "../facts/tokens";
import { armIsNot } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import { type Link, linkById, strongest } from "../reading/links";
import { isListed, unlessExcluded } from "../reading/listed";
import { strings } from "../reading/pods";
import { locate } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

/** Services that only send, or that exist to be the guarded entry of a network, each with the ids of its public addresses. */
const GATEWAYS: Readonly<Record<string, readonly string[]>> = {
  [token.NAT_GATEWAY]: ["publicIpAddresses[*].id"],
  [token.AZURE_FIREWALL]: ["ipConfigurations[*].publicIPAddress.id", "managementIpConfiguration.publicIPAddress.id"],
  [token.BASTION_HOST]: ["ipConfigurations[*].publicIPAddress.id"],
  [token.VIRTUAL_NETWORK_GATEWAY]: ["ipConfigurations[*].publicIPAddress.id"],
  [token.APPLICATION_GATEWAY]: ["frontendIPConfigurations[*].publicIPAddress.id"],
};

export const PUBLIC_ADDRESS_READS = [token.PUBLIC_IP, ...Object.keys(GATEWAYS)];

/**
 * Compliant: every public address belongs to a gateway of the stack (NAT gateway, firewall, Bastion, VPN or application gateway) or is
 * listed in `publicAddresses`, and has the SKU Standard.
 */
export function checkPublicAddresses(stack: StackView, context: RuleContext): Outcome {
  const addresses = stack.ofType(token.PUBLIC_IP);
  return addresses.length === 0 ? NOT_APPLICABLE : addresses.flatMap((address) => checkAddress(stack, address, context));
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
