import * as cdn from "@pulumi/azure-native/cdn";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { FrontDoorConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { metricAlert } from "../monitoring/alerts";
import { EDGE_ALERTS } from "../monitoring/edgeAlerts";
import { OriginApproval } from "./approval/originApproval";
import type { FrontDoorOutputs } from "./frontDoor";

/** How Front Door reaches a stamp. */
export type OriginTarget =
  | {
      readonly type: "privateLink";
      /** Resource id of the stamp's Private Link Service. */
      readonly serviceId: pulumi.Output<string>;
      /** Region of Front Door's private endpoint. */
      readonly region: string;
    }
  | { readonly type: "publicAddress" };

/** One stamp as Front Door sees it. */
export interface OriginArgs {
  /** Region of the stamp; names the origin. */
  readonly region: string;
  /** Name in the stamp's certificate and in the requests it gets: Front Door checks the one and sends the other. */
  readonly hostName: string;
  /** Share of the traffic relative to the other origins, 1 to 1000. */
  readonly weight: number;
  /** Takes the stamp out of the traffic. */
  readonly drained: boolean;
  readonly target: OriginTarget;
  /** What must stand before: the Service whose load balancer carries the Private Link Service. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Paths that Front Door takes. */
export interface RouteArgs {
  readonly name: string;
  /** Path patterns such as `/api/*`. */
  readonly patterns: readonly string[];
}

export interface FrontDoorOriginsArgs {
  readonly context: MonitoredContext;
  readonly config: FrontDoorConfig;
  /** Step one of the edge. */
  readonly frontDoor: FrontDoorOutputs;
  readonly origins: readonly OriginArgs[];
  readonly routes: readonly RouteArgs[];
}

const TIMEOUTS = { create: "60m", update: "60m", delete: "60m" };

/**
 * Step two of the edge: origins, their approval, and only then routes. Deleted in the opposite order, so that no route is left
 * without an origin and no origin without its Private Link Service.
 */
export class FrontDoorOrigins extends pulumi.ComponentResource {
  readonly originGroupId: pulumi.Output<string>;

  constructor(name: string, args: FrontDoorOriginsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:FrontDoorOrigins", name, {}, opts);
    const group = this.originGroup(name, args);
    const ready = args.origins.flatMap((origin) => this.origin(name, args, origin, group));
    this.routes(name, args, group, ready);
    this.alerts(name, args);
    this.originGroupId = group.id;
    this.registerOutputs({ originGroupId: this.originGroupId });
  }

  private originGroup(name: string, { context, config, frontDoor }: FrontDoorOriginsArgs): cdn.AFDOriginGroup {
    return new cdn.AFDOriginGroup(
      `${name}-group`,
      {
        resourceGroupName: context.resourceGroupName,
        profileName: frontDoor.profileName,
        originGroupName: context.name("frontDoorObject", "stamps"),
        healthProbeSettings: {
          probePath: config.probePath,
          // Every edge location asks, so the question must be cheap.
          probeRequestType: "HEAD",
          probeProtocol: "Https",
          probeIntervalInSeconds: config.probeIntervalSeconds,
        },
        // Within a second of the fastest stamp, weights decide instead of latency.
        loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 2, additionalLatencyInMilliseconds: 1000 },
        sessionAffinityState: "Disabled",
      },
      { parent: this, customTimeouts: TIMEOUTS },
    );
  }

  /** @returns what routes have to wait for */
  private origin(name: string, args: FrontDoorOriginsArgs, origin: OriginArgs, group: cdn.AFDOriginGroup): pulumi.Resource[] {
    if (origin.target.type === "publicAddress") return [this.afdOrigin(name, args, origin, group)];
    const { serviceId, region } = origin.target;
    const requestMessage = this.requestMessage(name, args, origin);
    const privateLink = { privateLink: { id: serviceId }, privateLinkLocation: region, requestMessage };
    const made = this.afdOrigin(name, args, origin, group, privateLink);
    const approval = new OriginApproval(
      `${name}-${origin.region}-approval`,
      { serviceId, requestMessage },
      { parent: this, dependsOn: [made] },
    );
    return [made, approval];
  }

  /** Nobody who has not read our state can ask for a connection with this message; Azure takes 140 characters. */
  private requestMessage(name: string, { frontDoor }: FrontDoorOriginsArgs, { region }: OriginArgs): pulumi.Output<string> {
    const nonce = new random.RandomId(`${name}-${region}-nonce`, { byteLength: 16 }, { parent: this });
    return pulumi.interpolate`${frontDoor.profileName} to ${region} ${nonce.hex}`;
  }

  private afdOrigin(
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

  private routes(name: string, args: FrontDoorOriginsArgs, group: cdn.AFDOriginGroup, ready: readonly pulumi.Resource[]): void {
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
          // Where there are domains, the generated name would only be a second way in.
          linkToDefaultDomain: frontDoor.domainIds.length === 0 ? "Enabled" : "Disabled",
          customDomains: frontDoor.domainIds.map((id) => ({ id })),
          ruleSets: [{ id: frontDoor.ruleSetId }],
          enabledState: "Enabled",
        },
        { parent: this, dependsOn: [...ready], customTimeouts: TIMEOUTS },
      );
    }
  }

  private alerts(name: string, { context, frontDoor }: FrontDoorOriginsArgs): void {
    const target = { context, actionGroupId: context.actionGroupId, scopes: [frontDoor.profileId] };
    for (const alert of EDGE_ALERTS) metricAlert(name, target, alert, { parent: this });
  }
}
