import type * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import * as pulumi from "@pulumi/pulumi";
import type { PostgresConfig } from "../config/schema";

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

type Placement = Pick<dbforpostgresql.ServerArgs, "availabilityZone" | "highAvailability">;

/** Primary in the first zone and standby in the second, where there are two. */
export function placement([primary, standby]: readonly string[], zoneRedundant: boolean): Placement {
  const zone = primary === undefined ? {} : { availabilityZone: primary };
  if (!zoneRedundant || standby === undefined) return { ...zone, highAvailability: { mode: "Disabled" } };
  return { ...zone, highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: standby } };
}
