import * as pulumi from "@pulumi/pulumi";
import {
  accessToken,
  armClient,
  clientCredentials,
  cloudOf,
  isOn,
  isRetryable,
  managedIdentityToken,
  oidcToken,
  refused,
  tokenOf,
  withTransientErrors,
} from "./approvalArm";
import { approveConnection, matchingConnection, notApproved } from "./approvalLogic";
import { approvalProvider } from "./approvalProvider";

export interface OriginApprovalArgs {
  /** Resource id of the Private Link Service in front of the origin. */
  readonly serviceId: pulumi.Input<string>;
  /** Request message of the connection to approve; secret enough that nobody else can have written it. */
  readonly requestMessage: pulumi.Input<string>;
}

/**
 * The approval of Front Door's private endpoint connection. Its state says whether Azure counts it as approved; a refresh looks
 * again, and the next update approves again what was lost. Deleting it does nothing: Front Door takes its endpoint away itself.
 *
 * A dynamic resource, not a resource hook, because an approval that fails must fail the update and be tried again by the next one.
 * `pulumi.dynamic.Resource` would load the TypeScript compiler to serialise the provider, which takes as long as half the SDK;
 * the dynamic provider only needs the source text, which these functions give by themselves.
 */
export class OriginApproval extends pulumi.CustomResource {
  declare readonly connectionName: pulumi.Output<string>;
  /** `Approved` in every state that an update has written. */
  declare readonly status: pulumi.Output<string>;

  constructor(name: string, args: OriginApprovalArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "pulumi-nodejs:dynamic/hardenedAks:OriginApproval",
      name,
      { ...args, connectionName: undefined, status: undefined, __provider: providerSource() },
      pulumi.mergeOptions({ customTimeouts: { create: "20m", update: "20m" } }, opts),
    );
  }
}

/** Functions that the entry points call by name. */
const HELPERS = [
  matchingConnection,
  notApproved,
  accessToken,
  cloudOf,
  isOn,
  oidcToken,
  clientCredentials,
  managedIdentityToken,
  tokenOf,
  withTransientErrors,
  isRetryable,
  refused,
];

/** A CommonJS module whose `handler` gives the provider: what the dynamic provider evaluates. */
export function providerSource(): string {
  return [
    // Compilers that keep function names wrap inner functions in this.
    "const __name = (value) => value;",
    ...HELPERS.map(String),
    `const deps = { approveConnection: ${approveConnection}, matchingConnection: ${matchingConnection}, armClient: ${armClient} };`,
    `exports.handler = () => (${approvalProvider})(deps, require);`,
  ].join("\n");
}
