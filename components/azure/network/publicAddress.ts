import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import type { MonitoredContext } from "../../context";
import { diagnostics } from "../monitoring/diagnostics";

export interface PublicAddressArgs {
  /** Where its logs go, and the tags it carries. */
  readonly context: MonitoredContext;
  /** Group it stands in, where that is not the context's own. */
  readonly resourceGroupName?: pulumi.Input<string>;
  /** Azure name. */
  readonly address: string;
  /** Availability zones it is announced from; Azure fixes them when it makes the address. */
  readonly zones: readonly string[];
}

/** A static public IPv4 address, announced from every zone of the stamp. */
export function publicAddress(name: string, args: PublicAddressArgs, opts: pulumi.CustomResourceOptions): network.PublicIPAddress {
  const { context } = args;
  const address = new network.PublicIPAddress(
    name,
    {
      resourceGroupName: args.resourceGroupName ?? context.resourceGroupName,
      location: context.location,
      publicIpAddressName: args.address,
      sku: { name: "Standard", tier: "Regional" },
      publicIPAllocationMethod: "Static",
      publicIPAddressVersion: "IPv4",
      zones: [...args.zones],
      tags: context.tags,
    },
    opts,
  );
  const { logAnalyticsWorkspaceId } = context;
  diagnostics(`${name}-logs`, { resourceId: address.id, logAnalyticsWorkspaceId, categoryGroup: "allLogs" }, opts);
  return address;
}
