import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import type { MonitoredContext } from "../../context";
import { createDiagnosticSetting } from "../monitoring/diagnostics";

export interface PublicAddressArgs {
  /** Resource group, region and tags of the address, and the workspace that receives its logs. */
  readonly context: MonitoredContext;
  /**
   * Resource group of the address.
   * @default the context's resource group
   */
  readonly resourceGroupName?: pulumi.Input<string>;
  /** Azure name of the address. */
  readonly addressName: string;
  /** Availability zones of the address. Azure fixes them when the address is created. */
  readonly zones: readonly string[];
}

/** Creates a static public IPv4 address in every zone of the stamp. */
export function createPublicAddress(name: string, args: PublicAddressArgs, opts: pulumi.CustomResourceOptions): network.PublicIPAddress {
  const { context } = args;
  const address = new network.PublicIPAddress(
    name,
    {
      resourceGroupName: args.resourceGroupName ?? context.resourceGroupName,
      location: context.location,
      publicIpAddressName: args.addressName,
      sku: { name: "Standard", tier: "Regional" },
      publicIPAllocationMethod: "Static",
      publicIPAddressVersion: "IPv4",
      zones: [...args.zones],
      tags: context.tags,
    },
    opts,
  );
  const { logAnalyticsWorkspaceId } = context;
  createDiagnosticSetting(`${name}-logs`, { resourceId: address.id, logAnalyticsWorkspaceId, categoryGroup: "allLogs" }, opts);
  return address;
}
