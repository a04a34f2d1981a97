import type * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import * as pulumi from "@pulumi/pulumi";
import type { PostgresConfig } from "../../config/schema";

/** Hour (UTC) at which the one-hour maintenance window of every server opens. */
const MAINTENANCE_HOUR = 1;
const DAYS_IN_A_WEEK = 7;

/** Each stamp has its own day, so that two regions are never in maintenance at the same time (up to seven stamps). */
export function maintenanceWindow(index: number): dbforpostgresql.ServerArgs["maintenanceWindow"] {
  return { customWindow: "Enabled", dayOfWeek: index % DAYS_IN_A_WEEK, startHour: MAINTENANCE_HOUR, startMinute: 0 };
}

type Authentication = Pick<dbforpostgresql.ServerArgs, "authConfig" | "administratorLogin" | "administratorLoginPassword">;

/** Entra authentication is always enabled; password authentication in addition only if the configuration enables it. */
export function authentication(
  config: PostgresConfig,
  tenantId: pulumi.Input<string>,
  administratorPassword: pulumi.Input<string> | undefined,
): Authentication {
  const entra = { activeDirectoryAuth: "Enabled", tenantId };
  if (config.authentication.type === "entra") return { authConfig: { ...entra, passwordAuth: "Disabled" } };
  if (administratorPassword === undefined) throw new Error("postgres: password authentication requires an administratorPassword");
  return {
    authConfig: { ...entra, passwordAuth: "Enabled" },
    administratorLogin: config.authentication.administratorLogin,
    administratorLoginPassword: pulumi.secret(administratorPassword),
  };
}

/** Primary and standby are in different zones if the region has at least two. */
export function isZoneRedundant({ zoneRedundant }: PostgresConfig, zones: readonly string[]): boolean {
  return zoneRedundant && zones.length > 1;
}

/**
 * Properties to ignore, because Azure chooses the zones: a failover swaps them, and an update with the previous zones would request a
 * failover back. A refresh writes the zones to the state, and an update then sends the values of the state. Without a standby, the
 * standby's zone must not be ignored, so that it is removed with the standby.
 */
export function azureManagedZoneProperties(zoneRedundant: boolean): string[] {
  return ["availabilityZone", ...(zoneRedundant ? ["highAvailability.standbyAvailabilityZone"] : [])];
}
