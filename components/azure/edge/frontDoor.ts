import * as cdn from "@pulumi/azure-native/cdn";
import * as pulumi from "@pulumi/pulumi";
import { FRONT_DOOR_LOG_CATEGORIES, FRONT_DOOR_SKU } from "../../../policy-pack/rules/facts/frontDoor";
import type { FrontDoorConfig, PublicDnsConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { createQueryAlert } from "../monitoring/alerts";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import { EDGE_LOG_ALERTS } from "../monitoring/edgeAlerts";
import { immutableOutput, type ResourceAddress } from "../outputs/immutableOutput";
import { FrontDoorDomains, type FrontDoorDomainsArgs } from "./frontDoorDomains";
import { createSecurityHeaderRules } from "./frontDoorHeaders";
import { createWafPolicy } from "./waf";

export interface FrontDoorArgs {
  /** Resource group, names and tags of the profile, and the workspace that receives its logs. */
  readonly context: MonitoredContext;
  /** Domains, web application firewall, timeout and response headers. */
  readonly config: FrontDoorConfig;
  /** Public DNS zone of the custom domains. */
  readonly publicDns: PublicDnsConfig;
}

/** Outputs of the edge that origins and routes use. */
export interface FrontDoorOutputs {
  /** Name of the Front Door profile. */
  readonly profileName: pulumi.Output<string>;
  /** Resource id of the Front Door profile. */
  readonly profileId: pulumi.Output<string>;
  /** Value of the header X-Azure-FDID in every request that this profile forwards. */
  readonly frontDoorId: pulumi.Output<string>;
  /** Name of the endpoint. It resolves after the firewall covers the endpoint and every domain, so no route is created before. */
  readonly endpointName: pulumi.Output<string>;
  /** Host name of the endpoint that Azure generates. */
  readonly endpointHostName: pulumi.Output<string>;
  /** Resource ids of the custom domains, in the order of the configuration. */
  readonly domainIds: readonly pulumi.Output<string>[];
  /** Resource id of the rule set that sets the security headers of responses. */
  readonly ruleSetId: pulumi.Output<string>;
}

const TIMEOUTS = { create: "60m", update: "60m", delete: "60m" };

/**
 * Step one of the edge: profile, endpoint, domains and firewall, without routes. Every ingress needs the profile's id, and
 * Front Door needs time to propagate its configuration, so this step runs first and separately.
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
    const profile = this.createProfile(name, args);
    const endpoint = this.createEndpoint(name, args, profile);
    this.endpointHostName = immutableOutput(endpoint.hostName, endpoint.id, readHostName);
    const domains = this.createDomains(name, args, { profileName: profile.name, endpointId: endpoint.id });
    const securityPolicy = this.createSecurityPolicy(name, args, profile, [endpoint.id, ...domains.ids]);
    this.createMonitoring(name, args, profile);
    this.profileName = profile.name;
    this.profileId = profile.id;
    this.frontDoorId = immutableOutput(profile.frontDoorId, profile.id, async ({ resourceGroupName, name: profileName }) => {
      const { frontDoorId } = await cdn.getProfile({ resourceGroupName, profileName });
      return frontDoorId;
    });
    this.endpointName = securityPolicy.id.apply(() => endpoint.name);
    this.domainIds = domains.ids;
    this.ruleSetId = createSecurityHeaderRules(
      `${name}-headers`,
      { context: args.context, profileName: profile.name, hstsMaxAgeDays: args.config.hstsMaxAgeDays },
      { parent: this },
    );
    this.registerOutputs({ profileId: this.profileId, frontDoorId: this.frontDoorId, endpointHostName: this.endpointHostName });
  }

  private createProfile(name: string, { context, config }: FrontDoorArgs): cdn.Profile {
    return new cdn.Profile(
      `${name}-profile`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: context.name("frontDoorProfile"),
        location: "Global",
        sku: { name: FRONT_DOOR_SKU },
        originResponseTimeoutSeconds: config.responseTimeoutSeconds,
        // Query strings can contain tokens. Client addresses are kept, since the alerts on unusual access count by them.
        logScrubbing: {
          state: "Enabled",
          scrubbingRules: [{ matchVariable: "QueryStringArgNames", selectorMatchOperator: "EqualsAny", state: "Enabled" }],
        },
        tags: context.tags,
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  private createEndpoint(name: string, { context }: FrontDoorArgs, profile: cdn.Profile): cdn.AFDEndpoint {
    return new cdn.AFDEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: profile.name,
        endpointName: context.name("frontDoorEndpoint"),
        location: "Global",
        enabledState: "Enabled",
        // Reserves the generated host name for this tenant: no other tenant can take it over after the endpoint is deleted.
        autoGeneratedDomainNameLabelScope: "TenantReuse",
        tags: context.tags,
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  private createDomains(
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

  /** One association for the endpoint and all domains: a domain without an association bypasses the firewall. */
  private createSecurityPolicy(
    name: string,
    args: FrontDoorArgs,
    profile: cdn.Profile,
    domainIds: readonly pulumi.Output<string>[],
  ): cdn.SecurityPolicy {
    const { context, config } = args;
    const waf = createWafPolicy(`${name}-waf`, { context, config: config.waf }, { parent: this });
    return new cdn.SecurityPolicy(
      `${name}-protection`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: profile.name,
        securityPolicyName: context.name("frontDoorObject", "waf"),
        parameters: {
          type: "WebApplicationFirewall",
          wafPolicy: { id: waf.id },
          associations: [{ domains: domainIds.map((id) => ({ id })), patternsToMatch: ["/*"] }],
        },
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  private createMonitoring(name: string, { context }: FrontDoorArgs, profile: cdn.Profile): void {
    createDiagnosticSetting(
      `${name}-logs`,
      {
        resourceId: profile.id,
        logAnalyticsWorkspaceId: context.logAnalyticsWorkspaceId,
        categories: [...FRONT_DOOR_LOG_CATEGORIES, "FrontDoorHealthProbeLog"],
      },
      { parent: this },
    );
    const target = { context, actionGroupId: context.actionGroupId, scopes: [context.logAnalyticsWorkspaceId] };
    for (const alert of EDGE_LOG_ALERTS) createQueryAlert(name, target, alert, { parent: this });
  }
}

async function readHostName({ resourceGroupName, parentName: profileName, name: endpointName }: ResourceAddress): Promise<string> {
  return (await cdn.getAFDEndpoint({ resourceGroupName, profileName, endpointName })).hostName;
}
