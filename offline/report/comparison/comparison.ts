import type { Finding } from "../../pack";

/** What differs between the base of `--diff` and the current program. */
export interface Comparison {
  /** What the user named: a revision or a file. */
  readonly base: string;
  /** Commit of the revision; undefined if the base is a file. */
  readonly commit: string | undefined;
  /** Why the base could not be previewed; nothing is compared then. Undefined if it was. */
  readonly error: string | undefined;
  /** Remarks on what the comparison does not show. */
  readonly remarks: readonly string[];
  /** Those with risk first: protected or data-holding resources that would be deleted or replaced. */
  readonly resources: readonly ResourceDifference[];
  /** Findings that the base does not have. */
  readonly newFindings: readonly Finding[];
  /** Findings of the base that are gone. */
  readonly goneFindings: readonly Finding[];
}

export type DifferenceKind = "added" | "removed" | "replaced" | "changed";

export interface ResourceDifference {
  readonly kind: DifferenceKind;
  /** URN of the current program; that of the base for a removed resource. */
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN in the base, where an alias connects the two. */
  readonly formerUrn?: string;
  /** Whether the resource option `protect` is on in the base, so that the engine refuses to delete or replace it; for an added one: now. */
  readonly protect: boolean;
  /** Whether deleting a resource of this type deletes data with it. */
  readonly holdsData: boolean;
  /** Properties that differ; none for added and removed resources. */
  readonly changes: readonly PropertyDifference[];
}

export interface PropertyDifference {
  /** Path in the inputs: `spec.template.spec.containers[0].image`; `protect` for the resource option, which `option` tells. */
  readonly path: string;
  /** Masked value in the base; absent where the base does not set it. */
  readonly before?: unknown;
  /** Masked value now; absent where the program no longer sets it. */
  readonly after?: unknown;
  /** Whether the provider replaces the resource because of it. */
  readonly replaces?: true;
  /** Whether Azure refuses the change of an existing resource. */
  readonly refused?: true;
  /** Whether it is a resource option instead of an input. */
  readonly option?: true;
}

/** Whether a deployment would delete something that the program protects, or data. */
export function isRisk({ kind, protect, holdsData }: ResourceDifference): boolean {
  return (kind === "removed" || kind === "replaced") && (protect || holdsData);
}
