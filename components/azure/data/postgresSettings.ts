import type * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import * as pulumi from "@pulumi/pulumi";
import type { PostgresConfig } from "../../config/schema";

/** Hour (UTC) at which the one-hour maintenance window of every server opens. */
const MAINTENANCE_HOUR = 1;
const DAYS_IN_A_WEEK = 7;

/** Further stamps a day later each, so that two regions are never in maintenance together. */
export function maintenanceWindow(index: number): dbforpostgresql.ServerArgs["maintenanceWindow"] {
  return { customWindow: "Enabled", dayOfWeek: index % DAYS_IN_A_WEEK, startHour: MAINTENANCE_HOUR, startMinute: 0 };
}

type Authentication = Pick<dbforpostgresql.ServerArgs, "authConfig" | "administratorLogin" | "administratorLoginPassword">;

/** Entra always; passwords beside it only where the configuration asks for them. */
export function authentication(
  config: PostgresConfig,
  tenantId: pulumi.Input<string>,
  administratorPassword: pulumi.Input<string> | undefined,
): Authentication {
  const entra = { activeDirectoryAuth: "Enabled", tenantId };
  if (config.authentication.type === "entra") return { authConfig: { ...entra, passwordAuth: "Disabled" } };
  if (administratorPassword === undefined) throw new Error("postgres: password authentication needs an administratorPassword");
  return {
    authConfig: { ...entra, passwordAuth: "Enabled" },
    administratorLogin: config.authentication.administratorLogin,
    administratorLoginPassword: pulumi.secret(administratorPassword),
  };
}

/** Primary and standby in different zones, where there are two. */
export function isZoneRedundant({ zoneRedundant }: PostgresConfig, zones: readonly string[]): boolean {
  return zoneRedundant && zones.length > 1;
}

/**
 * Which zones is Azure's choice: a failover swaps them, and an update that named the old ones would ask for a failover back. After a
 * refresh the state names them, and an update then repeats what it says; with the standby, its zone must go as well.
 */
export function zonesOfAzure(zoneRedundant: boolean): string[] {
  return ["availabilityZone", ...(zoneRedundant ? ["highAvailability.standbyAvailabilityZone"] : [])];
}
