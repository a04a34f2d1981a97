import { type Intercept, type Operation, PartialFailure } from "./simulatedCloud";

/** Errors that Azure returns for an operation that can be retried later. */
const TRANSIENT_ERRORS = [
  'Status=409 Code="AnotherOperationInProgress": another operation on this or a dependent resource is in progress',
  'Status=429 Code="TooManyRequests": the request is being throttled',
  'Status=500 Code="InternalServerError": the server encountered an internal error',
];

export interface FailOnce {
  /** Injects the failures: for `SimulatedCloud.intercept`. */
  readonly intercept: Intercept;
  /** Kind and URN (`create urn:…`) of every operation that has failed. */
  readonly failed: ReadonlySet<string>;
}

export interface FailOnceOptions {
  /** Kinds of operation that fail. */
  readonly kinds: readonly Operation["kind"][];
  /**
   * Whether the failed operation takes effect all the same, as when provisioning ends in state Failed.
   * @default a failed operation takes no effect
   */
  readonly isPartial?: (operation: Operation) => boolean;
  /**
   * Whether the operation fails at all.
   * @default every operation of the kinds
   */
  readonly only?: (operation: Operation) => boolean;
}

/** Injects one failure into each operation: its first attempt fails, every further attempt succeeds. */
export function failOnce({ kinds, isPartial = () => false, only = () => true }: FailOnceOptions): FailOnce {
  const failed = new Set<string>();
  const intercept: Intercept = (operation) => {
    const key = operationKey(operation);
    if (!kinds.includes(operation.kind) || failed.has(key) || !only(operation)) return;
    failed.add(key);
    const message = TRANSIENT_ERRORS[failed.size % TRANSIENT_ERRORS.length];
    throw isPartial(operation) ? new PartialFailure(`${message}; provisioning ended in state Failed`) : new Error(message);
  };
  return { intercept, failed };
}

/** Kind and URN of an operation: `create urn:…`. */
export const operationKey = ({ kind, urn }: Pick<Operation, "kind" | "urn">): string => `${kind} ${urn}`;
