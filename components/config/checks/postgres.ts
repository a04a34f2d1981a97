import { POSTGRES_SKUS } from "../../plan/azure/postgresSkus";
import { admission, includesName } from "./admission";
import { check, checkMembers, faultIf } from "./check";

const zones = checkMembers(["postgres", "stamps", "workloads"], ({ postgres, stamps, workloads }) => {
  const isUsed = Object.values(workloads).some(({ uses }) => uses.database !== undefined);
  if (!isUsed || !postgres.zoneRedundant) return [];
  return stamps.flatMap(({ zones }, index) =>
    faultIf(zones.length < 2, `stamps[${index}].zones`, zones, "at least two zones, which postgres.zoneRedundant requires"),
  );
});

const tier = check(["postgres"], ({ postgres: { sku, zoneRedundant } }) => {
  const isBurstable = sku.name.startsWith("Standard_B");
  const isMemoryOptimized = sku.name.startsWith("Standard_E");
  const expected = isBurstable ? "Burstable" : isMemoryOptimized ? "MemoryOptimized" : "GeneralPurpose";
  return [
    ...faultIf(sku.tier !== expected, "postgres.sku.tier", sku.tier, `${expected}, the tier of ${sku.name}`),
    ...faultIf(isBurstable && zoneRedundant, "postgres.zoneRedundant", true, "false: the Burstable tier has no standby server"),
  ];
});

const NAMES = Object.values(POSTGRES_SKUS).flat();

const sku = check(["postgres", "admitted"], ({ postgres: { sku }, admitted: { postgresSkus } }) =>
  faultIf(
    !includesName([...NAMES, ...postgresSkus], sku.name),
    "postgres.sku.name",
    sku.name,
    () => `a SKU of PostgreSQL flexible server${admission(sku.name, NAMES, "postgresSkus")}`,
  ),
);

const administrators = checkMembers(["postgres", "workloads"], ({ postgres, workloads }) => {
  const user = Object.keys(workloads).find((name) => workloads[name]?.uses.database !== undefined);
  return faultIf(
    user !== undefined && postgres.administratorGroup === undefined,
    "postgres.administratorGroup",
    undefined,
    `an Entra group, because workload ${user} uses a database`,
  );
});

export const postgresChecks = [zones, tier, sku, administrators];
