import type * as pulumi from "@pulumi/pulumi";

/**
 * The subnet of a stamp's private endpoints. Each endpoint changes the subnet: Azure answers a second one at the same time with
 * `RetryableError` or `ReferencedResourceNotProvisioned`, which azure-native does not retry (pulumi-azure-native#4509). Therefore
 * each endpoint depends on the one before, in the order in which the program creates them: those that others wait for come first.
 */
export class EndpointSubnet {
  private last: readonly pulumi.Resource[];

  /**
   * @param id resource id of the subnet
   * @param waitFor resources to create before the first endpoint: other changes of the network
   */
  constructor(
    readonly id: pulumi.Input<string>,
    waitFor: readonly pulumi.Resource[] = [],
  ) {
    this.last = waitFor;
  }

  /** Creates an endpoint that depends on all earlier ones. */
  addEndpoint<T extends pulumi.Resource>(create: (dependsOn: readonly pulumi.Resource[]) => T): T {
    const endpoint = create(this.last);
    this.last = [endpoint];
    return endpoint;
  }
}
