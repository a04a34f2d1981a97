import * as pulumi from "@pulumi/pulumi";
import {
  accessToken,
  armClient,
  armError,
  clientCredentials,
  cloudOf,
  isOn,
  isRetryable,
  managedIdentityToken,
  oidcToken,
  parseToken,
  withTransientErrors,
} from "./approvalArm";
import { approveConnection, matchingConnection, notApprovedMessage } from "./approvalLogic";
import { approvalProvider } from "./approvalProvider";

export interface OriginApprovalArgs {
  /** Resource id of the Private Link Service of the origin. */
  readonly serviceId: pulumi.Input<string>;
  /** Request message of the connection to approve. It must contain a random part that others cannot guess. */
  readonly requestMessage: pulumi.Input<string>;
}

/**
 * The approval of Front Door's private endpoint connection. Its state records the connection's status in Azure: a refresh reads it
 * again, and the next update approves a connection that is no longer approved. Deleting it does nothing, because Front Door deletes
 * its own endpoint.
 *
 * A dynamic resource, not a resource hook, because a failed approval must fail the update, and the next update must retry it.
 * `pulumi.dynamic.Resource` would load the TypeScript compiler to serialise the provider, which takes as long as half the SDK;
 * the dynamic provider needs only source text, which the functions' `toString` returns.
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

/** Functions that the source text calls by name. */
const HELPERS = [
  matchingConnection,
  notApprovedMessage,
  accessToken,
  cloudOf,
  isOn,
  oidcToken,
  clientCredentials,
  managedIdentityToken,
  parseToken,
  withTransientErrors,
  isRetryable,
  armError,
];

/** Source of a CommonJS module whose `handler` returns the provider, as Pulumi's dynamic provider evaluates it. */
export function providerSource(): string {
  return [
    // Compilers that preserve function names wrap inner functions in calls of this helper.
    "const __name = (value) => value;",
    ...HELPERS.map(String),
    `const deps = { approveConnection: ${approveConnection}, matchingConnection: ${matchingConnection}, armClient: ${armClient} };`,
    `exports.handler = () => (${approvalProvider})(deps, require);`,
  ].join("\n");
}
