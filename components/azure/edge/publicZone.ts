import * as dns from "@pulumi/azure-native/dns";
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import type { PublicZone } from "../../plan/origins";

/** Options for records of the zone. A zone in another subscription needs a separate provider, with the same credentials. */
export function publicZoneOptions(name: string, { subscriptionId }: PublicZone, parent: pulumi.Resource): pulumi.CustomResourceOptions {
  if (subscriptionId === undefined) return { parent };
  return { parent, provider: new Provider(`${name}-zone`, { subscriptionId }, { parent }) };
}

export interface RecordArgs {
  /** Public DNS zone that holds the record. */
  readonly zone: PublicZone;
  /** Fully qualified host name, inside the zone. */
  readonly hostName: string;
}

export interface AddressRecordArgs extends RecordArgs {
  /** IPv4 address that the host name resolves to. */
  readonly address: pulumi.Input<string>;
}

const ADDRESS_TTL_SECONDS = 300;

/** Creates an A record in the public zone. */
export function createAddressRecord(name: string, args: AddressRecordArgs, parent: pulumi.Resource): dns.RecordSet {
  return new dns.RecordSet(
    name,
    {
      resourceGroupName: args.zone.resourceGroup,
      zoneName: args.zone.zone,
      recordType: "A",
      relativeRecordSetName: relativeName(args.hostName, args.zone.zone),
      ttl: ADDRESS_TTL_SECONDS,
      aRecords: [{ ipv4Address: args.address }],
    },
    publicZoneOptions(name, args.zone, parent),
  );
}

/** As short as cert-manager makes its own records: a server that has cached an earlier value sees the next challenge a minute later. */
const CHALLENGE_TTL_SECONDS = 60;

/**
 * Creates the TXT record set in which the certificate authority looks for the answer to a DNS-01 challenge of the host name. cert-manager
 * adds and removes its values. It deletes a record set that becomes empty, and a role on the record set could be lost with it: this value,
 * which an authority ignores (RFC 8555, section 8.4), keeps it.
 */
export function createChallengeRecord(name: string, args: RecordArgs, parent: pulumi.Resource): dns.RecordSet {
  return new dns.RecordSet(
    name,
    {
      resourceGroupName: args.zone.resourceGroup,
      zoneName: args.zone.zone,
      recordType: "TXT",
      relativeRecordSetName: `_acme-challenge.${relativeName(args.hostName, args.zone.zone)}`,
      ttl: CHALLENGE_TTL_SECONDS,
      txtRecords: [{ value: ["kept for challenges"] }],
    },
    { ...publicZoneOptions(name, args.zone, parent), ignoreChanges: ["txtRecords"] },
  );
}

/** Relative name of the zone itself. */
export const APEX = "@";

/** Name of a host relative to its zone. */
export function relativeName(hostName: string, zone: string): string {
  if (hostName === zone) return APEX;
  if (hostName.endsWith(`.${zone}`)) return hostName.slice(0, -zone.length - 1);
  throw new pulumi.RunError(`${hostName} is not in the public DNS zone ${zone}.`);
}
