/**
 * Approves the one private endpoint connection that has this stack's request message, and no other.
 * The functions run inside Pulumi's dynamic provider as source text (see originApproval.ts): they may use each other, their
 * arguments and Node's globals, but no imports.
 */

/** A private endpoint connection, as the Private Link Service lists it. */
export interface Connection {
  readonly name: string;
  readonly properties: {
    readonly privateLinkServiceConnectionState?: {
      /** `Pending`, `Approved`, `Rejected` or `Disconnected`. */
      readonly status?: string;
      /** Request message of the private endpoint. */
      readonly description?: string;
    };
  };
}

/** Property of an error: whether the same call may succeed if it is retried. */
export interface RetryInfo {
  readonly transient: boolean;
}

/** Calls of Azure Resource Manager that the approval makes. @throws errors with {@link RetryInfo} */
export interface ArmClient {
  /** Lists the connections of the service; `undefined` while the service does not exist. */
  list(serviceId: string): Promise<readonly Connection[] | undefined>;
  approve(serviceId: string, connection: string, message: string): Promise<void>;
}

/** Which connection to approve, and how long to wait for it. */
export interface ApprovalRequest {
  /** Resource id of the Private Link Service. */
  readonly serviceId: string;
  /** Exact request message of the connection. */
  readonly requestMessage: string;
}

/** How often to check, and the pause between checks; tests pass a pause that returns immediately. */
export interface RetryPolicy {
  /** Number of checks. */
  readonly attempts: number;
  /** Called between two checks. */
  pause(): Promise<void>;
}

/** A connection and the status of its approval. */
export interface Approval {
  readonly connectionName: string;
  readonly status: string;
}

/** Waits for the connection, approves it once, and waits until Azure confirms. Transient errors are retried after the next pause. */
export async function approveConnection(arm: ArmClient, request: ApprovalRequest, retry: RetryPolicy): Promise<Approval> {
  let approvalSent = false;
  let connections: readonly Connection[] | undefined;
  let transientError: unknown;
  const check = async (): Promise<Approval | undefined> => {
    connections = await arm.list(request.serviceId);
    const found = matchingConnection(connections ?? [], request);
    if (found === undefined || found.status === "Approved") return found;
    if (found.status === "Rejected") {
      throw new Error(
        `Connection ${found.connectionName} of ${request.serviceId} was rejected. Remove it from the service, then run the update again.`,
      );
    }
    if (!approvalSent) await arm.approve(request.serviceId, found.connectionName, request.requestMessage);
    approvalSent = true;
    return undefined;
  };
  for (let attempt = 0; attempt < retry.attempts; attempt++) {
    if (attempt > 0) await retry.pause();
    try {
      transientError = undefined;
      const approved = await check();
      if (approved !== undefined) return approved;
    } catch (error) {
      if ((error as Partial<RetryInfo>).transient !== true) throw error;
      transientError = error;
    }
  }
  throw transientError ?? new Error(notApprovedMessage(request, connections, approvalSent));
}

/** The one connection with exactly this request message; two would mean that someone else knows the message. */
export function matchingConnection(connections: readonly Connection[], request: ApprovalRequest): Approval | undefined {
  const matching = connections.flatMap(({ name, properties }) => {
    const { status = "Pending", description } = properties.privateLinkServiceConnectionState ?? {};
    // A disconnected connection has no endpoint any more: it cannot be approved and remains until it is removed.
    return description === request.requestMessage && status !== "Disconnected" ? [{ connectionName: name, status }] : [];
  });
  if (matching.length > 1) {
    const names = matching.map(({ connectionName }) => connectionName).join(", ");
    throw new Error(
      `${matching.length} connections of ${request.serviceId} have the request message of this stack, so none was approved: ${names}.`,
    );
  }
  return matching[0];
}

/** Error message with the state that was found: other connections are listed, and not changed. */
export function notApprovedMessage(
  request: ApprovalRequest,
  connections: readonly Connection[] | undefined,
  approvalSent: boolean,
): string {
  if (connections === undefined)
    return `Private Link Service ${request.serviceId} does not exist: the cluster's cloud provider creates it for the Kubernetes Service.`;
  if (approvalSent) return `Azure has not confirmed the approval on ${request.serviceId}. Run the update again.`;
  const others = connections.map(({ name }) => name);
  const list = others.length === 0 ? "none" : others.join(", ");
  const message = `"${request.requestMessage}"`;
  return `No connection of ${request.serviceId} has the request message ${message}. Other connections, not changed: ${list}.`;
}
