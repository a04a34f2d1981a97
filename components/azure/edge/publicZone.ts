import * as dns from "@pulumi/azure-native/dns";
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import type { PublicDnsConfig } from "../../config/schema";

/** Resource id of the public zone. */
export function publicZoneId(
  { zone, resourceGroup, subscriptionId }: PublicDnsConfig,
  ownSubscription: pulumi.Output<string>,
): pulumi.Output<string> {
  const subscription = subscriptionId ?? ownSubscription;
  return pulumi.interpolate`/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/dnsZones/${zone}`;
}

/** A zone in another subscription needs a provider of its own; the rest of the credentials stay those of the environment. */
export function publicZoneOptions(
  name: string,
  { subscriptionId }: PublicDnsConfig,
  parent: pulumi.Resource,
): pulumi.CustomResourceOptions {
  if (subscriptionId === undefined) return { parent };
  return { parent, provider: new Provider(`${name}-zone`, { subscriptionId }, { parent }) };
}

export interface PublicAddressRecordArgs {
  readonly publicDns: PublicDnsConfig;
  /** Host name inside the zone. */
  readonly hostName: string;
  /** IPv4 address it answers with. */
  readonly address: pulumi.Input<string>;
}

const RECORD_TTL_SECONDS = 300;

/** An A record in the public zone. */
export function publicAddressRecord(
  name: string,
  { publicDns, hostName, address }: PublicAddressRecordArgs,
  parent: pulumi.Resource,
): dns.RecordSet {
  return new dns.RecordSet(
    name,
    {
      resourceGroupName: publicDns.resourceGroup,
      zoneName: publicDns.zone,
      recordType: "A",
      relativeRecordSetName: hostName.slice(0, -(publicDns.zone.length + 1)),
      ttl: RECORD_TTL_SECONDS,
      aRecords: [{ ipv4Address: address }],
    },
    publicZoneOptions(name, publicDns, parent),
  );
}
