/** Who deploys, and where to. */
export interface CloudContext {
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Entra object id of the deploying principal. */
  readonly objectId: string;
  /** Application id of the deploying principal. */
  readonly clientId: string;
}

/** A resource as a provider's `create` receives it: inputs without secret marks, unknown leaves as the protocol's string. */
export interface CreateRequest {
  /** Type token: `azure-native:keyvault:Vault`. */
  readonly type: string;
  /** Logical name, the stem of generated physical names. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What the cloud adds to the inputs. Where a member of an object is computed, only that member is given. */
export interface Answer {
  readonly id: string;
  readonly computed: Readonly<Record<string, unknown>>;
  /** Top-level outputs that are secret. */
  readonly secrets?: readonly string[];
}

export interface InvokeAnswer {
  readonly result: Readonly<Record<string, unknown>>;
  /** Whether the whole result is secret. */
  readonly secret: boolean;
}

/** What an update would have to do. */
export interface Difference {
  /** Top-level inputs that are not as they were. */
  readonly changed: readonly string[];
  /** Those of them for which the provider makes the resource anew. */
  readonly replaced: readonly string[];
  /** Paths that the service refuses to change. */
  readonly refused: readonly string[];
}
