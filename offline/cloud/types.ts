/** Subscription that is deployed to, and the principal that deploys. */
export interface CloudContext {
  /** GUID of the subscription. */
  readonly subscriptionId: string;
  /** GUID of the Entra tenant. */
  readonly tenantId: string;
  /** Entra object id of the deploying principal. */
  readonly objectId: string;
  /** Application id of the deploying principal. */
  readonly clientId: string;
  /**
   * Location of resources that set none (`azure-native:location`).
   * @default none: a resource group has to set its location
   */
  readonly location?: string | undefined;
}

/** A resource as a provider's `Create` receives it: inputs without secret marks, unknown values as the protocol's string. */
export interface CreateRequest {
  /** Type token: `azure-native:keyvault:Vault`. */
  readonly type: string;
  /** Logical name, the prefix of generated physical names. */
  readonly name: string;
  /** Inputs that the program sets. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What the cloud adds to the inputs. Of an object with a computed property, only that property is listed. */
export interface CreateResponse {
  /** Physical id; empty while a part of it is unknown. */
  readonly id: string;
  /** Outputs that the program does not set. */
  readonly computed: Readonly<Record<string, unknown>>;
  /**
   * Top-level outputs that are secret.
   * @default none: no output is secret unless its input is
   */
  readonly secrets?: readonly string[];
}

/** Result of a provider function. */
export interface InvokeResponse {
  readonly result: Readonly<Record<string, unknown>>;
  /** Whether the whole result is secret. */
  readonly secret: boolean;
}

/** What an update changes; `diffs` and `replaces` as in the provider protocol. */
export interface DiffResponse {
  /** Top-level inputs that differ. */
  readonly diffs: readonly string[];
  /** Those of `diffs` that force a replacement. */
  readonly replaces: readonly string[];
  /** Paths that the service does not allow to change. */
  readonly rejected: readonly string[];
}

/** A resource with the outputs that are known of it: its inputs, and what the simulated cloud computes for its type. */
export interface KnownResource {
  /** Type token. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Physical id; empty while it is unknown. */
  readonly id: string;
  /** Outputs in protocol form, secrets marked. */
  readonly outputs: Readonly<Record<string, unknown>>;
}
