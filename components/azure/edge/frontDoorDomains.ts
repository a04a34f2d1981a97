import * as cdn from "@pulumi/azure-native/cdn";
import * as dns from "@pulumi/azure-native/dns";
import * as pulumi from "@pulumi/pulumi";
import type { PublicDnsConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { validationToken } from "./domainValidation";
import { APEX, publicZoneOptions, relativeName } from "./publicZone";

export interface FrontDoorDomainsArgs {
  /** Resource group of the profile, and the names of the domains. */
  readonly context: GroupContext;
  /** Host names of the custom domains, each inside the public zone. */
  readonly hostNames: readonly string[];
  /** Public DNS zone that holds the records of the domains. */
  readonly publicDns: PublicDnsConfig;
  /** Name of the Front Door profile. */
  readonly profileName: pulumi.Output<string>;
  /** Resource id of the endpoint, the target of the alias record at the zone apex. */
  readonly endpointId: pulumi.Output<string>;
  /** Host name of the endpoint, the target of the CNAME records. */
  readonly endpointHostName: pulumi.Output<string>;
}

const RECORD_TTL_SECONDS = 3600;
/** TLS 1.2 with the suites of 2023, the strictest predefined set (Front Door TLS policy). */
const TLS = { certificateType: "ManagedCertificate", minimumTlsVersion: "TLS12", cipherSuiteSetType: "TLS12_2023" } as const;

/** Custom domains with certificates managed by Front Door, and the DNS records that validate the domains and route to the endpoint. */
export class FrontDoorDomains extends pulumi.ComponentResource {
  readonly ids: readonly pulumi.Output<string>[];

  constructor(name: string, args: FrontDoorDomainsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:FrontDoorDomains", name, {}, opts);
    const zoneOptions = publicZoneOptions(name, args.publicDns, this);
    const domains = args.hostNames.map((hostName) => {
      const domain = this.createDomain(name, hostName, args);
      this.createValidationRecord(name, hostName, args, domain, zoneOptions);
      this.createAddressRecord(name, hostName, args, domain, zoneOptions);
      return domain;
    });
    this.ids = domains.map(({ id }) => id);
    this.registerOutputs({ ids: this.ids });
  }

  private createDomain(name: string, hostName: string, { context, profileName }: FrontDoorDomainsArgs): cdn.AFDCustomDomain {
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
   * Creates the TXT record that proves ownership. The token is written once: Azure may no longer return it after the domain is
   * approved, and the record must then not change. A replaced domain gets a new record.
   */
  private createValidationRecord(
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

  /** Points the domain at the endpoint: only then does Front Door renew the certificate automatically. An apex cannot be a CNAME. */
  private createAddressRecord(
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
      // Deleted before the domain: a dangling record would allow another tenant to take over the host name.
      { ...opts, dependsOn: [domain] },
    );
  }
}
