import { CONSTRAINED_SIZES } from "./constrainedSizes";
import { DSV2_SIZES, VM_SERIES, type VmSeries } from "./vmSeries";

/** Parts of a VM size's name (Microsoft Learn: Azure virtual machine sizes naming conventions). */
export interface VmSizeName {
  /** Family with subfamily, such as D or NC. */
  readonly family: string;
  /** Number of vCPUs; for the DSv2 series a serial number. */
  readonly vcpus: number;
  /**
   * Number of vCPUs of a constrained size, such as 4 for E8-4ds_v5.
   * @default none: the size is not constrained
   */
  readonly constrainedVcpus?: number;
  /** Features: a AMD, b block storage, d local disk, i isolated, l low memory, m more memory, p Arm64, s premium storage, t tiny memory. */
  readonly features: string;
  /**
   * Accelerator, such as T4.
   * @default none
   */
  readonly accelerator?: string;
  /**
   * Version.
   * @default none: names of the first version have no suffix
   */
  readonly version?: number;
}

const NAME = /^Standard_([A-Z]+)(\d+)(?:-(\d+))?([a-z]*)(?:_((?!v\d+$)[A-Z][A-Z0-9]*))?(?:_v(\d+))?$/i;

/** Parses the name of a VM size in any case, or returns undefined if it does not follow the naming convention. */
export function parseVmSize(name: string): VmSizeName | undefined {
  const match = NAME.exec(name);
  if (match === null) return undefined;
  const [, family = "", vcpus, constrained, features = "", accelerator, version] = match;
  return {
    family: family.toUpperCase(),
    vcpus: Number(vcpus),
    features: features.toLowerCase(),
    ...(constrained === undefined ? {} : { constrainedVcpus: Number(constrained) }),
    ...(accelerator === undefined ? {} : { accelerator: accelerator.toUpperCase() }),
    ...(version === undefined ? {} : { version: Number(version) }),
  };
}

/** What a node pool needs to know about a VM size. */
export interface VmSize {
  /** vCPUs that the size offers. */
  readonly vcpus: number;
  /** GiB of local disk that can hold the OS disk. */
  readonly localGib: number;
}

const nameOf = ({ family, features, accelerator, version }: VmSeries, vcpus: number): string =>
  [`Standard_${family}${vcpus}${features}`, ...(accelerator === undefined ? [] : [accelerator]), ...(version ? [`v${version}`] : [])].join(
    "_",
  );

const SIZES: ReadonlyMap<string, VmSize> = new Map([
  ...VM_SERIES.flatMap((row) =>
    Object.entries(row.localGib).map(([vcpus, localGib]) => [nameOf(row, Number(vcpus)), { vcpus: Number(vcpus), localGib }] as const),
  ),
  ...Object.entries(DSV2_SIZES),
]);

const constrained = CONSTRAINED_SIZES.flatMap(({ name, fullSize, vcpus }) => {
  const full = SIZES.get(fullSize);
  return full === undefined ? [] : [[name, { ...full, vcpus }] as const];
});

const BY_LOWER_CASE: ReadonlyMap<string, VmSize> = new Map(
  [...SIZES, ...constrained].map(([name, size]) => [name.toLowerCase(), size] as const),
);

/** Names of every size in the table, without the constrained ones. */
export const VM_SIZE_NAMES: readonly string[] = Array.from(SIZES.keys());

/** Returns a size of the table, or undefined. Azure's names are case-insensitive; a constrained size has the disks of the full one. */
export const findVmSize = (name: string): VmSize | undefined => BY_LOWER_CASE.get(name.toLowerCase());
