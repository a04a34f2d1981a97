import type { CloudContext } from "../types";

/** A resource whose id is settled. */
export interface Settled {
  readonly id: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly context: CloudContext;
}
