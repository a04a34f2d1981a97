import type { Sample } from "../../../../support/kql/tables";

/** Rows of a table for which an alert must fire, or must not. */
export interface LogRows {
  /** What the rows show. */
  readonly what: string;
  readonly table: string;
  readonly rows: readonly Sample[];
  readonly fires: boolean;
  /** Whether the cluster sends kube-audit. @default false */
  readonly fullAuditLog?: boolean;
}

/** Rows by the key of the alert. */
export type AlertRows = Readonly<Record<string, readonly LogRows[]>>;

export const times = <T>(count: number, row: T): readonly T[] => Array.from({ length: count }, () => row);
