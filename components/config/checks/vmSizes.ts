import { VM_SERIES_READ } from "../../plan/azure/vmSeries";
import { findVmSize, parseVmSize, VM_SIZE_NAMES, type VmSizeName } from "../../plan/azure/vmSize";
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

function poolFaults(path: string, { vmSize, osDiskSizeGb, fips }: Pool): readonly Fault[] {
  const size = findVmSize(vmSize);
  if (size === undefined) return [{ path: `${path}.vmSize`, actual: vmSize, allowed: unknownSize(vmSize) }];
  const largest = size.localGib - (fips ? 0 : GUEST_STATE_GIB);
  return [
    ...faultIf(size.vcpus < MIN_VCPUS, `${path}.vmSize`, vmSize, `a size with at least ${MIN_VCPUS} vCPUs, which AKS requires`),
    ...(largest < SMALLEST_OS_DISK_GIB
      ? [{ path: `${path}.vmSize`, actual: vmSize, allowed: `a size whose local disk holds an OS disk; this one has ${size.localGib} GiB` }]
      : faultIf(
          osDiskSizeGb > largest,
          `${path}.osDiskSizeGb`,
          osDiskSizeGb,
          `at most ${largest} GiB, ${fips ? "the local disk" : "the local disk without the 1 GiB that Trusted Launch reserves"} of ${vmSize}`,
        )),
  ];
}

function unknownSize(name: string): string {
  const size = parseVmSize(name);
  const unsuitable = size === undefined ? undefined : unsuitability(name, size);
  if (unsuitable !== undefined) return unsuitable;
  const what = size === undefined ? "an Azure VM size such as Standard_D4ds_v5" : "a VM size in the program's table";
  return `${what}${admission(name, VM_SIZE_NAMES, "vmSizes", VM_SERIES_READ)}`;
}

/** What the name of a size says against it, or undefined. */
function unsuitability(name: string, { family, features, version = 1 }: VmSizeName): string | undefined {
  if (features.includes("p")) return "an x86-64 size: AKS does not combine Arm64 nodes with Trusted Launch, and the pods are for amd64";
  if (/^(DC|EC)$/.test(family) && version >= 5) return "a size that is not confidential: AKS does not combine these with Trusted Launch";
  if (family === "A" || family === "M") return "a size that supports Trusted Launch, which families A and M do not";
  if (!lacksLocalDisk(family, features, version)) return undefined;
  const sibling = name.replace(/(\d)([a-z]*?)(s?)(_v\d+)$/, "$1$2d$3$4");
  const example = findVmSize(sibling) === undefined ? "Standard_D4ds_v5" : sibling;
  return `a size with a local disk, which holds the ephemeral OS disk, such as ${example}`;
}

/** Since the fourth version of D and E, the seventh of F and the second of B, a local disk is a feature of its own. */
function lacksLocalDisk(family: string, features: string, version: number): boolean {
  const since = { D: 4, E: 4, F: 6, B: 2 }[family];
  return since !== undefined && version >= since && !features.includes("d");
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
