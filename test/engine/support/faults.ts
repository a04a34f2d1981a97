import { HalfMade, type Intercept, type Operation } from "./simulatedCloud";

/** What Azure says when it cannot do something now. */
const REFUSALS = [
  'Status=409 Code="AnotherOperationInProgress": another operation on this or a dependent resource is in progress',
  'Status=429 Code="TooManyRequests": the request is being throttled',
  'Status=500 Code="InternalServerError": the server encountered an internal error',
];

export interface FailOnce {
  readonly intercept: Intercept;
  /** `create URN` of every operation that has failed. */
  readonly failed: ReadonlySet<string>;
}

export interface FailOnceOptions {
  readonly kinds: readonly Operation["kind"][];
  /** Leaves a half-made resource behind instead of none. */
  readonly halfMade?: (operation: Operation) => boolean;
  /** @default every operation */
  readonly only?: (operation: Operation) => boolean;
}

/** Every operation fails the first time, and works from the second on. */
export function failOnce({ kinds, halfMade = () => false, only = () => true }: FailOnceOptions): FailOnce {
  const failed = new Set<string>();
  const intercept: Intercept = (operation) => {
    const key = keyOf(operation);
    if (!kinds.includes(operation.kind) || failed.has(key) || !only(operation)) return;
    failed.add(key);
    const refusal = REFUSALS[failed.size % REFUSALS.length];
    throw halfMade(operation) ? new HalfMade(`${refusal}; provisioning ended in state Failed`) : new Error(refusal);
  };
  return { intercept, failed };
}

export const keyOf = ({ kind, urn }: Pick<Operation, "kind" | "urn">): string => `${kind} ${urn}`;
