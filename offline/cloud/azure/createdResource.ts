import type { CloudContext } from "../types";

/** A resource that exists in the simulated cloud. */
export interface CreatedResource {
  /** ARM id. */
  readonly id: string;
  /** Physical name, the last segment of the id. */
  readonly name: string;
  /** Inputs that the program sets. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Subscription and principal that created it. */
  readonly context: CloudContext;
}
