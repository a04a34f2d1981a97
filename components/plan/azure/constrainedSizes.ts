/** Sizes of one series that exist with fewer vCPUs as well: with the same disks, and half or a quarter of the vCPUs. */
interface ConstrainedSeries {
  /** Family of the names, such as E. */
  readonly family: string;
  /** What follows the numbers of vCPUs in the names. */
  readonly suffixes: readonly string[];
  /** vCPUs of the sizes that exist with half of them. */
  readonly half: readonly number[];
  /** vCPUs of the sizes that exist with a quarter of them. */
  readonly quarter: readonly number[];
}

const E = (largest: number, ...suffixes: readonly string[]): ConstrainedSeries => {
  const quarter = [8, 16, 32, 64, 96, 128].filter((vcpus) => vcpus <= largest);
  return { family: "E", suffixes, half: [4, ...quarter], quarter };
};

/**
 * Source: "Constrained vCPU sizes for database workloads" (Microsoft Learn, 2025-10-16, read in 2026-11), without M, GS and HPC sizes; for
 * Eadsv6, which it leaves out, the list of SKUs (az vm list-skus, as in the VM sizes of Aspire's AKS package, 2026). Series without a local
 * disk are left out.
 */
const CONSTRAINED_SERIES: readonly ConstrainedSeries[] = [
  E(64, "s_v3", "ds_v4"),
  E(96, "as_v4", "ds_v5", "ads_v5"),
  E(128, "ds_v6", "ads_v7"),
  { family: "E", suffixes: ["ads_v6"], half: [96], quarter: [96] },
  { family: "F", suffixes: ["amds_v7"], half: [2, 4, 8, 16, 32, 64], quarter: [4, 8, 16, 32, 64] },
  { family: "FX", suffixes: ["mds_v2"], half: [4, 8, 12, 16, 24, 32, 48, 64, 96], quarter: [8, 16, 24, 32, 48, 64, 96] },
];

/** Constrained sizes of the DSv2 series, whose names contain a serial number instead of the vCPUs. */
const CONSTRAINED_DSV2: Readonly<Record<number, readonly number[]>> = { 11: [1], 12: [2, 1], 13: [4, 2], 14: [8, 4] };

/** A constrained size. */
export interface ConstrainedSize {
  readonly name: string;
  /** Name of the size whose disks it has. */
  readonly fullSize: string;
  /** vCPUs that it offers. */
  readonly vcpus: number;
}

const size = (family: string, full: number, vcpus: number, suffix: string): ConstrainedSize => ({
  name: `Standard_${family}${full}-${vcpus}${suffix}`,
  fullSize: `Standard_${family}${full}${suffix}`,
  vcpus,
});

/** Every constrained size whose disks the table of series contains. */
export const CONSTRAINED_SIZES: readonly ConstrainedSize[] = [
  ...CONSTRAINED_SERIES.flatMap(({ family, suffixes, half, quarter }) =>
    suffixes.flatMap((suffix) => [
      ...half.map((full) => size(family, full, full / 2, suffix)),
      ...quarter.map((full) => size(family, full, full / 4, suffix)),
    ]),
  ),
  ...Object.entries(CONSTRAINED_DSV2).flatMap(([serial, offered]) => offered.map((vcpus) => size("DS", Number(serial), vcpus, "_v2"))),
];
