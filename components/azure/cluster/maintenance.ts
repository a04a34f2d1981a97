import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig } from "../../config/schema";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** The name of a maintenance configuration determines the upgrades that it applies to (AKS planned maintenance). */
const SCHEDULES = {
  clusterUpgrade: "aksManagedAutoUpgradeSchedule",
  nodeOsUpgrade: "aksManagedNodeOSUpgradeSchedule",
} as const;

export interface MaintenanceArgs {
  /** Resource group of the cluster. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Azure name of the cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** Day, start hour (UTC) and duration of the first stamp's windows. */
  readonly config: ClusterConfig["maintenance"];
  /** Position among the stamps: each has its own day, so that no two upgrade at the same time (up to seven stamps). */
  readonly stampIndex: number;
}

/** Day of a stamp's window: one day later for each stamp. */
export function maintenanceDay(first: ClusterConfig["maintenance"]["dayOfWeek"], stampIndex: number): (typeof DAYS)[number] {
  return DAYS[(DAYS.indexOf(first) + stampIndex) % DAYS.length] ?? first;
}

/** Creates both maintenance windows of a cluster one by one: AKS runs one operation at a time. */
export function createMaintenanceWindows(name: string, args: MaintenanceArgs, opts: pulumi.CustomResourceOptions): pulumi.Resource {
  const window = (suffix: string, configName: string, after?: pulumi.Resource) =>
    new containerservice.MaintenanceConfiguration(
      `${name}-${suffix}`,
      {
        resourceGroupName: args.resourceGroupName,
        resourceName: args.clusterName,
        configName,
        maintenanceWindow: {
          schedule: { weekly: { intervalWeeks: 1, dayOfWeek: maintenanceDay(args.config.dayOfWeek, args.stampIndex) } },
          startTime: `${String(args.config.startHourUtc).padStart(2, "0")}:00`,
          utcOffset: "+00:00",
          durationHours: args.config.durationHours,
        },
      },
      after === undefined ? opts : { ...opts, dependsOn: [after] },
    );
  const cluster = window("cluster-upgrades", SCHEDULES.clusterUpgrade);
  return window("node-os-upgrades", SCHEDULES.nodeOsUpgrade, cluster);
}
