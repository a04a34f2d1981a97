import * as pulumi from "@pulumi/pulumi";
import type { FrontDoor } from "./azure/edge/frontDoor";
import { FrontDoorOrigins, type OriginArgs } from "./azure/edge/frontDoorOrigins";
import type { PlatformConfig } from "./config/schema";
import type { MonitoredContext } from "./context";
import type { PlatformPlan } from "./plan/plan";

export interface EdgeArgs {
  readonly plan: PlatformPlan;
  readonly context: MonitoredContext;
  readonly frontDoor: FrontDoor;
  readonly origins: readonly OriginArgs[];
}

/** Front Door's second step: every stamp as an origin, every workload with ingress as a route. */
export class Edge extends pulumi.ComponentResource {
  constructor(name: string, { plan, context, frontDoor, origins }: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:platform:Edge", name, {}, opts);
    new FrontDoorOrigins(
      `${name}-origins`,
      { context, config: plan.config.frontDoor, frontDoor, origins, routes: routes(plan.config) },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Path prefixes as Front Door's patterns: the path itself and everything below it. */
function routes({ workloads }: PlatformConfig) {
  return Object.entries(workloads).flatMap(([name, { ingress }]) =>
    ingress === undefined ? [] : [{ name, patterns: ingress.paths.flatMap(patternsOf) }],
  );
}

function patternsOf(path: string): readonly string[] {
  const prefix = path.replace(/\/+$/, "");
  return prefix === "" ? ["/*"] : [prefix, `${prefix}/*`];
}
