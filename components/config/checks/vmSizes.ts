import { findVmSize, parseVmSize, VM_SIZE_NAMES, type VmSize, type VmSizeName } from "../../plan/azure/vmSize";
import { systemPoolShortcomings } from "../../plan/systemPool";
import type { Fault } from "../fault";
import type { ClusterConfig } from "../schema";
import { admission, includesName } from "./admission";
import { check, faultIf } from "./check";

/** Trusted Launch reserves this much of the local disk (Microsoft Learn: ephemeral OS disks, 2026-09-08). */
const GUEST_STATE_GIB = 1;
/** Smallest OS disk that the schema allows. */
const SMALLEST_OS_DISK_GIB = 30;
/** AKS refuses smaller sizes (quotas, VM size restrictions, and region availability in AKS). */
const MIN_VCPUS = 2;

type Pool = Pick<ClusterConfig["systemPool"], "vmSize" | "osDiskSizeGb"> & {
  /** FIPS images exclude Trusted Launch. */
  readonly fips: boolean;
};

/** How a size that the program refuses is used all the same, because its tables and rules may be older than Azure's. */
const WAIVER = "; if AKS accepts it, list it in admitted.vmSizes";

function poolFaults(path: string, pool: Pool): readonly Fault[] {
  const { vmSize } = pool;
  const size = findVmSize(vmSize);
  if (size === undefined) return [{ path: `${path}.vmSize`, actual: vmSize, allowed: unknownSize(vmSize) }];
  return [
    ...faultIf(size.vcpus < MIN_VCPUS, `${path}.vmSize`, vmSize, `a size with at least ${MIN_VCPUS} vCPUs, which AKS requires`),
    ...diskFaults(path, pool, size),
  ];
}

function diskFaults(path: string, { vmSize, osDiskSizeGb, fips }: Pool, { localGib }: VmSize): readonly Fault[] {
  const largest = localGib - (fips ? 0 : GUEST_STATE_GIB);
  if (largest < SMALLEST_OS_DISK_GIB) {
    const allowed = `a size whose local disk holds an OS disk; this one has ${localGib} GiB${WAIVER}`;
    return [{ path: `${path}.vmSize`, actual: vmSize, allowed }];
  }
  const disk = fips ? "the local disk" : "the local disk without the 1 GiB that Trusted Launch reserves";
  return faultIf(
    osDiskSizeGb > largest,
    `${path}.osDiskSizeGb`,
    osDiskSizeGb,
    `at most ${largest} GiB, ${disk} of ${vmSize}; if its disk is larger, list the size in admitted.vmSizes`,
  );
}

function unknownSize(name: string): string {
  const size = parseVmSize(name);
  if (size === undefined) return `an Azure VM size such as Standard_D4ds_v5${admission(name, [], "vmSizes")}`;
  const unsuitable = unsuitability(name, size);
  if (unsuitable !== undefined) return `${unsuitable}${WAIVER}`;
  // A similar name of another family is another kind of machine.
  const sameFamily = VM_SIZE_NAMES.filter((known) => parseVmSize(known)?.family === size.family);
  return `a VM size in the program's table${admission(name, sameFamily, "vmSizes")}`;
}

/** What the name of a size says against it, or undefined. */
function unsuitability(name: string, { family, features, version = 1 }: VmSizeName): string | undefined {
  if (features.includes("p")) return "an x86-64 size: AKS does not combine Arm64 nodes with Trusted Launch, and the pods are for amd64";
  if (/^(DC|EC)$/.test(family) && version >= 5) return "a size that is not confidential: AKS does not combine these with Trusted Launch";
  if (family === "A" || family === "M") return "a size that supports Trusted Launch, which families A and M do not";
  if (!lacksLocalDisk(family, features, version)) return undefined;
  const sibling = name.replace(/(\d)([a-z]*?)(s?)(_v\d+)$/i, "$1$2d$3$4");
  const example = findVmSize(sibling) === undefined ? "Standard_D4ds_v5" : sibling;
  return `a size with a local disk, which holds the ephemeral OS disk, such as ${example}`;
}

/** Versions since which a local disk is a feature of its own, d. */
const DISK_IS_A_FEATURE_SINCE: Readonly<Record<string, number>> = { D: 4, E: 4, F: 6, FX: 2, B: 2 };

/** AMD sizes of the fourth version have temporary storage without saying so (Microsoft Learn: Dasv4 and Easv4 size series). */
function lacksLocalDisk(family: string, features: string, version: number): boolean {
  const since = DISK_IS_A_FEATURE_SINCE[family];
  const hasUnnamedDisk = version === 4 && features.includes("a");
  return since !== undefined && version >= since && !features.includes("d") && !hasUnnamedDisk;
}

const sizes = check(["cluster", "admitted"], ({ cluster: { systemPool, userPools }, admitted: { vmSizes } }) =>
  [
    ["cluster.systemPool", { ...systemPool, fips: false }] as const,
    ...Object.entries(userPools).map(([name, pool]) => [`cluster.userPools.${name}`, pool] as const),
  ].flatMap(([path, pool]) => (includesName(vmSizes, pool.vmSize) ? [] : poolFaults(path, pool))),
);

/** Outside production these are warnings: AKS creates such a pool, but does not support it. */
const systemPool = check(["cluster", "tier"], ({ cluster, tier }) =>
  tier === "production"
    ? systemPoolShortcomings(cluster.systemPool).map(
        ({ key, actual, required }): Fault => ({
          path: `cluster.systemPool.${key}`,
          actual,
          allowed: `a value that AKS supports in production: ${required}`,
        }),
      )
    : [],
);

export const vmSizeChecks = [sizes, systemPool];
