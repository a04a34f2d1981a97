import * as pulumi from "@pulumi/pulumi";
import type { FrontDoor } from "./azure/edge/frontDoor";
import { FrontDoorOrigins, type OriginArgs } from "./azure/edge/frontDoorOrigins";
import type { PlatformConfig } from "./config/schema";
import type { MonitoredContext } from "./context";
import type { PlatformPlan } from "./plan/plan";

export interface EdgeArgs {
  /** Plan of the environment; its workloads with ingress become routes. */
  readonly plan: PlatformPlan;
  /** Shared resource group of the environment, which holds the Front Door profile. */
  readonly context: MonitoredContext;
  /** Profile, endpoint, domains and firewall policy, created before any stamp. */
  readonly frontDoor: FrontDoor;
  /** One origin for each stamp. */
  readonly origins: readonly OriginArgs[];
}

/** Second step of Front Door: an origin for each stamp and a route for each workload with ingress. */
export class Edge extends pulumi.ComponentResource {
  constructor(name: string, { plan, context, frontDoor, origins }: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:platform:Edge", name, {}, opts);
    new FrontDoorOrigins(
      `${name}-origins`,
      { context, config: plan.config.frontDoor, frontDoor, origins, routes: routesOf(plan.config) },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Ingress paths as Front Door patterns: the path itself and everything below it. */
function routesOf({ workloads }: PlatformConfig) {
  return Object.entries(workloads).flatMap(([name, { ingress }]) =>
    ingress === undefined ? [] : [{ name, patterns: ingress.paths.flatMap(patternsOf) }],
  );
}

function patternsOf(path: string): readonly string[] {
  const prefix = path.replace(/\/+$/, "");
  return prefix === "" ? ["/*"] : [prefix, `${prefix}/*`];
}
