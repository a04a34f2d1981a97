import * as cdn from "@pulumi/azure-native/cdn";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { FrontDoorConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { createMetricAlert } from "../monitoring/alerts";
import { EDGE_ALERTS } from "../monitoring/edgeAlerts";
import { OriginApproval } from "./approval/originApproval";
import type { FrontDoorOutputs } from "./frontDoor";

/** How Front Door connects to a stamp. */
export type OriginTarget =
  | {
      readonly type: "privateLink";
      /** Resource id of the stamp's Private Link Service. */
      readonly serviceId: pulumi.Output<string>;
      /** Region of Front Door's private endpoint. */
      readonly region: string;
    }
  | { readonly type: "publicAddress" };

/** One stamp as an origin of Front Door. */
export interface OriginArgs {
  /** Region of the stamp; part of the origin's name. */
  readonly region: string;
  /** Host name in the stamp's certificate, which Front Door checks, and in the Host header of the requests it sends. */
  readonly hostName: string;
  /** Weight of the origin relative to the other origins, 1 to 1000. */
  readonly weight: number;
  /** Disables the origin, so that it receives no traffic. */
  readonly drained: boolean;
  /** Connection to the stamp: Private Link or a public address. */
  readonly target: OriginTarget;
  /** Resources to create before the origin: the Service whose load balancer the Private Link Service belongs to. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** A route of Front Door. */
export interface RouteArgs {
  /** Name of the route, unique in the endpoint. */
  readonly name: string;
  /** Path patterns of the route, such as `/api/*`. */
  readonly patterns: readonly string[];
}

export interface FrontDoorOriginsArgs {
  /** Resource group and names of the origins and routes, and the action group of their alerts. */
  readonly context: MonitoredContext;
  /** Path and interval of the health probes. */
  readonly config: FrontDoorConfig;
  /** Outputs of step one of the edge. */
  readonly frontDoor: FrontDoorOutputs;
  /** Origins of the one origin group, one for each stamp. */
  readonly origins: readonly OriginArgs[];
  /** Routes from the endpoint to the origin group. */
  readonly routes: readonly RouteArgs[];
}

const TIMEOUTS = { create: "60m", update: "60m", delete: "60m" };

/**
 * Step two of the edge: origins, their approval, and then routes. They are deleted in reverse order, so that no route is left
 * without an origin and no origin without its Private Link Service.
 */
export class FrontDoorOrigins extends pulumi.ComponentResource {
  readonly originGroupId: pulumi.Output<string>;

  constructor(name: string, args: FrontDoorOriginsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:FrontDoorOrigins", name, {}, opts);
    const group = this.createOriginGroup(name, args);
    const originResources = args.origins.flatMap((origin) => this.createOrigin(name, args, origin, group));
    this.createRoutes(name, args, group, originResources);
    this.createAlerts(name, args);
    this.originGroupId = group.id;
    this.registerOutputs({ originGroupId: this.originGroupId });
  }

  private createOriginGroup(name: string, { context, config, frontDoor }: FrontDoorOriginsArgs): cdn.AFDOriginGroup {
    return new cdn.AFDOriginGroup(
      `${name}-group`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: frontDoor.profileName,
        originGroupName: context.name("frontDoorObject", "stamps"),
        healthProbeSettings: {
          probePath: config.probePath,
          // Every edge location sends probes, so a probe must be cheap.
          probeRequestType: "HEAD",
          probeProtocol: "Https",
          probeIntervalInSeconds: config.probeIntervalSeconds,
        },
        // Weights apply to all stamps within one second of the fastest; beyond that, latency decides.
        loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 2, additionalLatencyInMilliseconds: 1000 },
        sessionAffinityState: "Disabled",
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  /** @returns the resources that routes depend on */
  private createOrigin(name: string, args: FrontDoorOriginsArgs, origin: OriginArgs, group: cdn.AFDOriginGroup): pulumi.Resource[] {
    if (origin.target.type === "publicAddress") return [this.createAfdOrigin(name, args, origin, group)];
    const { serviceId, region } = origin.target;
    const requestMessage = this.createRequestMessage(name, args, origin);
    const privateLink = { privateLink: { id: serviceId }, privateLinkLocation: region, requestMessage };
    const afdOrigin = this.createAfdOrigin(name, args, origin, group, privateLink);
    const approval = new OriginApproval(
      `${name}-${origin.region}-approval`,
      { serviceId, requestMessage },
      { parent: this, dependsOn: [afdOrigin] },
    );
    return [afdOrigin, approval];
  }

  /** A random message: without read access to this stack's state it cannot be guessed. Azure allows 140 characters. */
  private createRequestMessage(name: string, { frontDoor }: FrontDoorOriginsArgs, { region }: OriginArgs): pulumi.Output<string> {
    const nonce = new random.RandomId(`${name}-${region}-nonce`, { byteLength: 16 }, { parent: this });
    return pulumi.interpolate`${frontDoor.profileName} to ${region} ${nonce.hex}`;
  }

  private createAfdOrigin(
    name: string,
    { context, frontDoor }: FrontDoorOriginsArgs,
    origin: OriginArgs,
    group: cdn.AFDOriginGroup,
    sharedPrivateLinkResource?: cdn.AFDOriginArgs["sharedPrivateLinkResource"],
  ): cdn.AFDOrigin {
    return new cdn.AFDOrigin(
      `${name}-${origin.region}`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: frontDoor.profileName,
        originGroupName: group.name,
        originName: context.name("frontDoorObject", origin.region),
        hostName: origin.hostName,
        originHostHeader: origin.hostName,
        httpPort: 80,
        httpsPort: 443,
        priority: 1,
        weight: origin.weight,
        enabledState: origin.drained ? "Disabled" : "Enabled",
        enforceCertificateNameCheck: true,
        ...(sharedPrivateLinkResource === undefined ? {} : { sharedPrivateLinkResource }),
      },
      { parent: this, dependsOn: [...origin.dependsOn], customTimeouts: TIMEOUTS },
    );
  }

  private createRoutes(name: string, args: FrontDoorOriginsArgs, group: cdn.AFDOriginGroup, dependsOn: readonly pulumi.Resource[]): void {
    const { context, frontDoor, routes } = args;
    for (const { name: route, patterns } of routes) {
      new cdn.Route(
        `${name}-route-${route}`,
        {
          resourceGroupName: context.resourceGroupName,
          profileName: frontDoor.profileName,
          endpointName: frontDoor.endpointName,
          routeName: context.name("frontDoorObject", route),
          originGroup: { id: group.id },
          patternsToMatch: [...patterns],
          supportedProtocols: ["Http", "Https"],
          httpsRedirect: "Enabled",
          forwardingProtocol: "HttpsOnly",
          // With custom domains, the generated host name would only be a second entry point.
          linkToDefaultDomain: frontDoor.domainIds.length === 0 ? "Enabled" : "Disabled",
          customDomains: frontDoor.domainIds.map((id) => ({ id })),
          ruleSets: [{ id: frontDoor.ruleSetId }],
          enabledState: "Enabled",
        },
        { parent: this, dependsOn: [...dependsOn], customTimeouts: TIMEOUTS },
      );
    }
  }

  private createAlerts(name: string, { context, frontDoor }: FrontDoorOriginsArgs): void {
    const target = { context, actionGroupId: context.actionGroupId, scopes: [frontDoor.profileId] };
    for (const alert of EDGE_ALERTS) createMetricAlert(name, target, alert, { parent: this });
  }
}
