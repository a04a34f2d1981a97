import * as cdn from "@pulumi/azure-native/cdn";
import * as dns from "@pulumi/azure-native/dns";
import * as pulumi from "@pulumi/pulumi";
import type { PublicDnsConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { validationToken } from "./domainValidation";
import { publicZoneOptions } from "./publicZone";

export interface FrontDoorDomainsArgs {
  readonly context: GroupContext;
  /** Host names to serve, each inside the public zone. */
  readonly hostNames: readonly string[];
  /** The zone that holds their records. */
  readonly publicDns: PublicDnsConfig;
  /** Name of the Front Door profile. */
  readonly profileName: pulumi.Output<string>;
  /** Endpoint that the records point at: by its resource id at the apex, by its host name elsewhere. */
  readonly endpointId: pulumi.Output<string>;
  readonly endpointHostName: pulumi.Output<string>;
}

const RECORD_TTL_SECONDS = 3600;
/** TLS 1.2 with the suites of 2023, the strictest predefined set (Front Door TLS policy). */
const TLS = { certificateType: "ManagedCertificate", minimumTlsVersion: "TLS12", cipherSuiteSetType: "TLS12_2023" } as const;

/** Custom domains with certificates that Front Door manages, and the records that prove and route them. */
export class FrontDoorDomains extends pulumi.ComponentResource {
  readonly ids: readonly pulumi.Output<string>[];

  constructor(name: string, args: FrontDoorDomainsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:FrontDoorDomains", name, {}, opts);
    const zoneOptions = publicZoneOptions(name, args.publicDns, this);
    const domains = args.hostNames.map((hostName) => {
      const domain = this.domain(name, hostName, args);
      this.proof(name, hostName, args, domain, zoneOptions);
      this.address(name, hostName, args, domain, zoneOptions);
      return domain;
    });
    this.ids = domains.map(({ id }) => id);
    this.registerOutputs({ ids: this.ids });
  }

  private domain(name: string, hostName: string, { context, profileName }: FrontDoorDomainsArgs): cdn.AFDCustomDomain {
    return new cdn.AFDCustomDomain(
      `${name}-${hostName}`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName,
        customDomainName: context.name("frontDoorObject", hostName),
        hostName,
        tlsSettings: TLS,
      },
      { parent: this, customTimeouts: { create: "60m", update: "60m", delete: "60m" } },
    );
  }

  /**
   * Proves ownership. The token is written once: Azure may withhold it after the domain is approved, and the record must then not
   * change; a new domain gets a new record.
   */
  private proof(
    name: string,
    hostName: string,
    { publicDns, context }: FrontDoorDomainsArgs,
    domain: cdn.AFDCustomDomain,
    opts: pulumi.CustomResourceOptions,
  ): void {
    const relative = relativeName(hostName, publicDns.zone);
    new dns.RecordSet(
      `${name}-${hostName}-proof`,
      {
        resourceGroupName: publicDns.resourceGroup,
        zoneName: publicDns.zone,
        recordType: "TXT",
        relativeRecordSetName: relative === APEX ? "_dnsauth" : `_dnsauth.${relative}`,
        ttl: RECORD_TTL_SECONDS,
        txtRecords: [{ value: [validationToken(domain, context.resourceGroupName)] }],
      },
      { ...opts, ignoreChanges: ["txtRecords"], replaceWith: [domain], deleteBeforeReplace: true },
    );
  }

  /** Straight to the endpoint: only then does Front Door renew the certificate by itself. An apex cannot be a CNAME. */
  private address(
    name: string,
    hostName: string,
    { publicDns, endpointId, endpointHostName }: FrontDoorDomainsArgs,
    domain: cdn.AFDCustomDomain,
    opts: pulumi.CustomResourceOptions,
  ): void {
    const relative = relativeName(hostName, publicDns.zone);
    new dns.RecordSet(
      `${name}-${hostName}-address`,
      {
        resourceGroupName: publicDns.resourceGroup,
        zoneName: publicDns.zone,
        relativeRecordSetName: relative,
        ttl: RECORD_TTL_SECONDS,
        ...(relative === APEX
          ? { recordType: "A", targetResource: { id: endpointId } }
          : { recordType: "CNAME", cnameRecord: { cname: endpointHostName } }),
      },
      // Deleted first: a record that outlives its domain can be taken over by whoever claims the name next.
      { ...opts, dependsOn: [domain] },
    );
  }
}

const APEX = "@";

/** Name of a host inside its zone; `@` for the zone itself. */
export function relativeName(hostName: string, zone: string): string {
  if (hostName === zone) return APEX;
  if (hostName.endsWith(`.${zone}`)) return hostName.slice(0, -zone.length - 1);
  throw new pulumi.RunError(`Front Door domain ${hostName} is not in the public DNS zone ${zone}.`);
}
