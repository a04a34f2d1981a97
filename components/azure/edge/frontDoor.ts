import * as cdn from "@pulumi/azure-native/cdn";
import * as pulumi from "@pulumi/pulumi";
import { FRONT_DOOR_LOG_CATEGORIES, FRONT_DOOR_SKU } from "../../../policy-pack/rules/facts/frontDoor";
import type { FrontDoorConfig, PublicDnsConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { queryAlert } from "../monitoring/alerts";
import { diagnostics } from "../monitoring/diagnostics";
import { EDGE_LOG_ALERTS } from "../monitoring/edgeAlerts";
import { immutableOutput, type ResourceAddress } from "../outputs/immutableOutput";
import { FrontDoorDomains, type FrontDoorDomainsArgs } from "./frontDoorDomains";
import { securityHeaders } from "./frontDoorHeaders";
import { webApplicationFirewall } from "./waf";

export interface FrontDoorArgs {
  readonly context: MonitoredContext;
  readonly config: FrontDoorConfig;
  /** Zone of the custom domains. */
  readonly publicDns: PublicDnsConfig;
}

/** What origins and routes need to know of the edge that stands before them. */
export interface FrontDoorOutputs {
  readonly profileName: pulumi.Output<string>;
  readonly profileId: pulumi.Output<string>;
  /** Value of the header X-Azure-FDID in every request that this profile forwards. */
  readonly frontDoorId: pulumi.Output<string>;
  /** Known once the firewall covers the endpoint and every domain, so that no route comes before it. */
  readonly endpointName: pulumi.Output<string>;
  readonly endpointHostName: pulumi.Output<string>;
  /** Resource ids of the custom domains, in the order of the configuration. */
  readonly domainIds: readonly pulumi.Output<string>[];
  readonly ruleSetId: pulumi.Output<string>;
}

const TIMEOUTS = { create: "60m", update: "60m", delete: "60m" };

/**
 * Step one of the edge: profile, endpoint, domains and firewall, but no route yet. Every ingress needs the profile's id,
 * and Front Door takes its time to spread, so this comes first and alone.
 */
export class FrontDoor extends pulumi.ComponentResource implements FrontDoorOutputs {
  readonly profileName: pulumi.Output<string>;
  readonly profileId: pulumi.Output<string>;
  readonly frontDoorId: pulumi.Output<string>;
  readonly endpointName: pulumi.Output<string>;
  readonly endpointHostName: pulumi.Output<string>;
  readonly domainIds: readonly pulumi.Output<string>[];
  readonly ruleSetId: pulumi.Output<string>;

  constructor(name: string, args: FrontDoorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:FrontDoor", name, {}, opts);
    const profile = this.profile(name, args);
    const endpoint = this.endpoint(name, args, profile);
    this.endpointHostName = immutableOutput(endpoint.hostName, endpoint.id, existingHostName);
    const domains = this.domains(name, args, { profileName: profile.name, endpointId: endpoint.id });
    const protection = this.protection(name, args, profile, [endpoint.id, ...domains.ids]);
    this.logs(name, args, profile);
    this.profileName = profile.name;
    this.profileId = profile.id;
    this.frontDoorId = immutableOutput(profile.frontDoorId, profile.id, async ({ resourceGroupName, name: profileName }) => {
      const { frontDoorId } = await cdn.getProfile({ resourceGroupName, profileName });
      return frontDoorId;
    });
    this.endpointName = protection.id.apply(() => endpoint.name);
    this.domainIds = domains.ids;
    this.ruleSetId = securityHeaders(
      `${name}-headers`,
      { context: args.context, profileName: profile.name, hstsMaxAgeDays: args.config.hstsMaxAgeDays },
      { parent: this },
    );
    this.registerOutputs({ profileId: this.profileId, frontDoorId: this.frontDoorId, endpointHostName: this.endpointHostName });
  }

  private profile(name: string, { context, config }: FrontDoorArgs): cdn.Profile {
    return new cdn.Profile(
      `${name}-profile`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: context.name("frontDoorProfile"),
        location: "Global",
        sku: { name: FRONT_DOOR_SKU },
        originResponseTimeoutSeconds: config.responseTimeoutSeconds,
        // Query strings carry tokens; client addresses stay, since the alerts on unusual access count by them.
        logScrubbing: {
          state: "Enabled",
          scrubbingRules: [{ matchVariable: "QueryStringArgNames", selectorMatchOperator: "EqualsAny", state: "Enabled" }],
        },
        tags: context.tags,
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  private endpoint(name: string, { context }: FrontDoorArgs, profile: cdn.Profile): cdn.AFDEndpoint {
    return new cdn.AFDEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: profile.name,
        endpointName: context.name("frontDoorEndpoint"),
        location: "Global",
        enabledState: "Enabled",
        // The generated host name is this tenant's for good: nobody else can take it over once the endpoint is gone.
        autoGeneratedDomainNameLabelScope: "TenantReuse",
        tags: context.tags,
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  private domains(
    name: string,
    { context, config, publicDns }: FrontDoorArgs,
    target: Pick<FrontDoorDomainsArgs, "profileName" | "endpointId">,
  ): FrontDoorDomains {
    return new FrontDoorDomains(
      `${name}-domains`,
      { context, hostNames: config.domains, publicDns, endpointHostName: this.endpointHostName, ...target },
      { parent: this },
    );
  }

  /** One association over everything the profile answers for: what is in none is a way around the firewall. */
  private protection(
    name: string,
    args: FrontDoorArgs,
    profile: cdn.Profile,
    served: readonly pulumi.Output<string>[],
  ): cdn.SecurityPolicy {
    const { context, config } = args;
    const waf = webApplicationFirewall(`${name}-waf`, { context, config: config.waf }, { parent: this });
    return new cdn.SecurityPolicy(
      `${name}-protection`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: profile.name,
        securityPolicyName: context.name("frontDoorObject", "waf"),
        parameters: {
          type: "WebApplicationFirewall",
          wafPolicy: { id: waf.id },
          associations: [{ domains: served.map((id) => ({ id })), patternsToMatch: ["/*"] }],
        },
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  private logs(name: string, { context }: FrontDoorArgs, profile: cdn.Profile): void {
    diagnostics(
      `${name}-logs`,
      {
        resourceId: profile.id,
        logAnalyticsWorkspaceId: context.logAnalyticsWorkspaceId,
        categories: [...FRONT_DOOR_LOG_CATEGORIES, "FrontDoorHealthProbeLog"],
      },
      { parent: this },
    );
    const target = { context, actionGroupId: context.actionGroupId, scopes: [context.logAnalyticsWorkspaceId] };
    for (const alert of EDGE_LOG_ALERTS) queryAlert(name, target, alert, { parent: this });
  }
}

async function existingHostName({ resourceGroupName, parentName: profileName, name: endpointName }: ResourceAddress): Promise<string> {
  return (await cdn.getAFDEndpoint({ resourceGroupName, profileName, endpointName })).hostName;
}
