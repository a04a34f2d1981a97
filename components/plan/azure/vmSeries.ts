/** VM sizes that differ only in their number of vCPUs. */
export interface VmSeries {
  /** Family with subfamily, such as D or NC. */
  readonly family: string;
  /** Features in the order of the size's name, such as ads. */
  readonly features: string;
  /**
   * Accelerator in the size's name, such as T4.
   * @default none
   */
  readonly accelerator?: string;
  /**
   * Version in the size's name.
   * @default none: names of the first version have no suffix
   */
  readonly version?: number;
  /** GiB of local disk that can hold the OS disk, by number of vCPUs: the larger of cache and temporary disk, or all NVMe disks. */
  readonly localGib: Readonly<Record<number, number>>;
}

const perVcpu = (gib: number, ...vcpus: readonly number[]): Readonly<Record<number, number>> =>
  Object.fromEntries(vcpus.map((count) => [count, gib * count]));

const series = (family: string, features: string, version: number, localGib: VmSeries["localGib"]): VmSeries => ({
  family,
  features,
  version,
  localGib,
});

const UP_TO_64 = [2, 4, 8, 16, 32, 48, 64] as const;
const UP_TO_96 = [...UP_TO_64, 96] as const;
const UP_TO_128 = [...UP_TO_96, 128] as const;
/** Sizes of the seventh AMD generation's F family, whose vCPUs are whole cores. */
const UP_TO_80_CORES = [1, 2, 4, 8, 16, 32, 48, 64, 80] as const;

/**
 * Series with a local disk, which ephemeral OS disks need, that AKS offers and that support Trusted Launch. Arm64 (p) and confidential
 * sizes (DC, EC) are left out: AKS combines neither with Trusted Launch, and the platform's pods run on amd64.
 *
 * Source: the pages of the size series in Microsoft Learn's "Sizes for virtual machines in Azure" (azure-compute-docs, read in 2026-11),
 * tables of local storage. Cache sizes of the third and fourth versions, Fsv2 and DSv2 are from older versions of these pages, because the
 * current ones leave them out; rows of a series that no page was read for follow the sibling with the same vCPUs and generation. To renew:
 * add a row for each new series, here and in constrainedSizes.ts, or read `az vm list-skus` (CachedDiskBytes, MaxResourceVolumeMB,
 * NvmeDiskSizeInMiB).
 */
export const VM_SERIES: readonly VmSeries[] = [
  series("D", "s", 3, perVcpu(25, ...UP_TO_64)),
  series("D", "as", 4, perVcpu(25, ...UP_TO_96)),
  series("D", "d", 4, perVcpu(37.5, ...UP_TO_64)),
  series("D", "ds", 4, perVcpu(37.5, ...UP_TO_64)),
  series("D", "d", 5, perVcpu(37.5, ...UP_TO_96)),
  series("D", "ds", 5, perVcpu(37.5, ...UP_TO_96)),
  series("D", "ads", 5, perVcpu(37.5, ...UP_TO_96)),
  series("D", "lds", 5, perVcpu(37.5, ...UP_TO_96)),
  series("D", "ds", 6, perVcpu(55, ...UP_TO_128, 192)),
  series("D", "ads", 6, perVcpu(55, ...UP_TO_96)),
  series("D", "lds", 6, perVcpu(55, ...UP_TO_128)),
  series("D", "alds", 6, perVcpu(55, ...UP_TO_96)),
  series("D", "ds", 7, { ...perVcpu(55, ...UP_TO_128, 192), 248: 14_080, 372: 21_120 }),
  series("D", "ads", 7, perVcpu(55, ...UP_TO_128, 160)),
  series("D", "lds", 7, { ...perVcpu(55, ...UP_TO_128, 192), 248: 14_080 }),
  series("D", "alds", 7, perVcpu(55, ...UP_TO_128, 160)),
  series("E", "s", 3, { ...perVcpu(25, ...UP_TO_64), 20: 400 }),
  series("E", "as", 4, perVcpu(25, ...UP_TO_96, 20)),
  series("E", "d", 4, perVcpu(37.5, ...UP_TO_64, 20)),
  series("E", "ds", 4, perVcpu(37.5, ...UP_TO_64, 20)),
  series("E", "d", 5, perVcpu(37.5, ...UP_TO_96, 20)),
  series("E", "ds", 5, perVcpu(37.5, ...UP_TO_96, 20)),
  series("E", "ids", 5, { 104: 3800 }),
  series("E", "ads", 5, perVcpu(37.5, ...UP_TO_96, 20)),
  series("E", "iads", 5, { 112: 3800 }),
  series("E", "bds", 5, perVcpu(37.5, ...UP_TO_96)),
  series("E", "ibds", 5, { 112: 3800 }),
  series("E", "ds", 6, perVcpu(55, ...UP_TO_128, 20)),
  series("E", "ids", 6, perVcpu(55, 192)),
  series("E", "ads", 6, perVcpu(55, ...UP_TO_96, 20)),
  series("E", "bds", 6, perVcpu(55, ...UP_TO_128)),
  series("E", "ibds", 6, perVcpu(55, 192)),
  series("E", "ds", 7, { ...perVcpu(55, ...UP_TO_128, 20, 192), 248: 14_080 }),
  series("E", "ids", 7, { 372: 21_120 }),
  series("E", "ads", 7, perVcpu(55, ...UP_TO_128, 160)),
  series("F", "s", 2, perVcpu(16, ...UP_TO_64, 72)),
  series("F", "ads", 7, perVcpu(110, ...UP_TO_80_CORES)),
  series("F", "alds", 7, perVcpu(110, ...UP_TO_80_CORES)),
  series("F", "amds", 7, perVcpu(110, ...UP_TO_80_CORES)),
  { family: "FX", features: "mds", localGib: perVcpu(42, 4, 12, 24, 36, 48) },
  series("FX", "mds", 2, { ...perVcpu(55, 2, 4, 8, 16, 24, 32, 48, 64, 96), 12: 880 }),
  series("L", "s", 3, perVcpu(10, 8, 16, 32, 48, 64, 80)),
  series("L", "as", 3, perVcpu(10, 8, 16, 32, 48, 64, 80)),
  // Documented as 240 GB for each vCPU.
  series("L", "s", 4, perVcpu(223.5, ...UP_TO_64, 80, 96)),
  series("L", "as", 4, perVcpu(223.5, ...UP_TO_64, 80, 96)),
  { family: "B", features: "ms", localGib: perVcpu(8, 2, 4, 8, 12, 16, 20) },
  { ...series("NC", "as", 3, { 4: 176, 8: 352, 16: 352, 64: 2816 }), accelerator: "T4" },
  { ...series("NC", "ads", 4, { 24: 64, 48: 128, 96: 256 }), accelerator: "A100" },
  // The documentation does not say whether these are sums of all disks, so that each is taken for the sum.
  { ...series("NV", "ads", 5, { 4: 256, 8: 512, 12: 768, 24: 1536 }), accelerator: "V710" },
  { ...series("NV", "adms", 5, { 28: 1536 }), accelerator: "V710" },
  { ...series("NV", "ads", 5, { 6: 180, 12: 360, 18: 720, 36: 1440, 72: 2880 }), accelerator: "A10" },
  { ...series("NV", "adms", 5, { 36: 2880 }), accelerator: "A10" },
];

/** Sizes of the DSv2 series, whose names do not contain the number of vCPUs. They retire on 2028-05-01. */
export const DSV2_SIZES: Readonly<Record<string, { readonly vcpus: number; readonly localGib: number }>> = {
  Standard_DS2_v2: { vcpus: 2, localGib: 86 },
  Standard_DS3_v2: { vcpus: 4, localGib: 172 },
  Standard_DS4_v2: { vcpus: 8, localGib: 344 },
  Standard_DS5_v2: { vcpus: 16, localGib: 688 },
  Standard_DS11_v2: { vcpus: 2, localGib: 72 },
  Standard_DS12_v2: { vcpus: 4, localGib: 144 },
  Standard_DS13_v2: { vcpus: 8, localGib: 288 },
  Standard_DS14_v2: { vcpus: 16, localGib: 576 },
  Standard_DS15_v2: { vcpus: 20, localGib: 720 },
};
