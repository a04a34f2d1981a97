/**
 * Approves the one private endpoint connection that carries our request message, and no other.
 * The functions run inside Pulumi's dynamic provider as source text (see originApproval.ts): they may use each other, their
 * arguments and what Node gives everyone, but nothing that is imported.
 */

/** A private endpoint connection as the Private Link Service lists it. */
export interface Connection {
  readonly name: string;
  readonly properties: {
    readonly privateLinkServiceConnectionState?: {
      /** `Pending`, `Approved`, `Rejected` or `Disconnected`. */
      readonly status?: string;
      /** The request message of who asked for the connection. */
      readonly description?: string;
    };
  };
}

/** Of an error: whether the same call may go through a little later. */
export interface Busy {
  readonly transient: boolean;
}

/** What the approval needs of Azure Resource Manager. @throws errors that are {@link Busy} where it pays to wait */
export interface ArmClient {
  /** Connections of the service; `undefined` while there is no such service. */
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

/** Waiting, so that tests need not. */
export interface Waiting {
  /** How often to look. */
  readonly attempts: number;
  /** Called between two looks. */
  pause(): Promise<void>;
}

/** A connection and where its approval stands. */
export interface Approval {
  readonly connectionName: string;
  readonly status: string;
}

/** Waits for the connection, approves it once, and waits until Azure says so. Where Azure is busy it looks again after the next pause. */
export async function approveConnection(arm: ArmClient, request: ApprovalRequest, waiting: Waiting): Promise<Approval> {
  let asked = false;
  let seen: readonly Connection[] | undefined;
  let busy: unknown;
  const look = async (): Promise<Approval | undefined> => {
    seen = await arm.list(request.serviceId);
    const found = matchingConnection(seen ?? [], request);
    if (found === undefined || found.status === "Approved") return found;
    if (found.status === "Rejected") {
      throw new Error(
        `Somebody rejected connection ${found.connectionName} of ${request.serviceId}; remove it there before the next update.`,
      );
    }
    if (!asked) await arm.approve(request.serviceId, found.connectionName, request.requestMessage);
    asked = true;
    return undefined;
  };
  for (let attempt = 0; attempt < waiting.attempts; attempt++) {
    if (attempt > 0) await waiting.pause();
    try {
      busy = undefined;
      const approved = await look();
      if (approved !== undefined) return approved;
    } catch (error) {
      if ((error as Partial<Busy>).transient !== true) throw error;
      busy = error;
    }
  }
  throw busy ?? new Error(notApproved(request, seen, asked));
}

/** The one connection with exactly our message; two would mean that somebody else knows it. */
export function matchingConnection(connections: readonly Connection[], request: ApprovalRequest): Approval | undefined {
  const matching = connections.flatMap(({ name, properties }) => {
    const { status = "Pending", description } = properties.privateLinkServiceConnectionState ?? {};
    // What was cut off from its endpoint cannot be approved again and only waits for its removal.
    return description === request.requestMessage && status !== "Disconnected" ? [{ connectionName: name, status }] : [];
  });
  if (matching.length > 1) {
    const names = matching.map(({ connectionName }) => connectionName).join(", ");
    throw new Error(`${matching.length} connections of ${request.serviceId} carry our request message, so none is approved: ${names}.`);
  }
  return matching[0];
}

/** Says what was there instead; connections of others are named and left alone. */
export function notApproved(request: ApprovalRequest, seen: readonly Connection[] | undefined, asked: boolean): string {
  if (seen === undefined)
    return `There is no Private Link Service ${request.serviceId}: the cluster's cloud provider makes it with the Service.`;
  if (asked) return `Azure has not confirmed the approval on ${request.serviceId}. Run the update again.`;
  const others = seen.map(({ name }) => name);
  const list = others.length === 0 ? "none" : others.join(", ");
  return `No connection of ${request.serviceId} carries the request message "${request.requestMessage}". Others, left alone: ${list}.`;
}
