import * as dns from "@pulumi/azure-native/dns";
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import type { PublicDnsConfig } from "../../config/schema";

/** Resource id of the public zone. */
export function publicZoneId(
  { zone, resourceGroup, subscriptionId }: PublicDnsConfig,
  stackSubscription: pulumi.Output<string>,
): pulumi.Output<string> {
  const subscription = subscriptionId ?? stackSubscription;
  return pulumi.interpolate`/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/dnsZones/${zone}`;
}

/** Options for records of the zone. A zone in another subscription needs a separate provider, with the same credentials. */
export function publicZoneOptions(
  name: string,
  { subscriptionId }: PublicDnsConfig,
  parent: pulumi.Resource,
): pulumi.CustomResourceOptions {
  if (subscriptionId === undefined) return { parent };
  return { parent, provider: new Provider(`${name}-zone`, { subscriptionId }, { parent }) };
}

export interface AddressRecordArgs {
  /** Public DNS zone that holds the record. */
  readonly publicDns: PublicDnsConfig;
  /** Fully qualified host name, inside the zone. */
  readonly hostName: string;
  /** IPv4 address that the host name resolves to. */
  readonly address: pulumi.Input<string>;
}

const RECORD_TTL_SECONDS = 300;

/** Creates an A record in the public zone. */
export function createAddressRecord(
  name: string,
  { publicDns, hostName, address }: AddressRecordArgs,
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
