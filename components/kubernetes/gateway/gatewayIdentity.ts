import type * as pulumi from "@pulumi/pulumi";
import { createInternalCertificate } from "../pod/internalCertificate";

/** Secret with which a gateway verifies workloads. */
export interface GatewayIdentity {
  /** Name of the Secret: the authority's certificate is its key `ca.crt`. */
  readonly secretName: string;
  /** Certificate that cert-manager writes the Secret for. */
  readonly resource: pulumi.Resource;
}

const SECRET = "gateway-client";

/**
 * The gateway's own certificate of the cluster's authority. cert-manager writes the authority's certificate next to it and updates both:
 * that is how the gateway gets it, without another controller that distributes it. The authority's key remains in cert-manager's namespace.
 */
export function createGatewayIdentity(
  name: string,
  namespace: string,
  issuerName: string,
  opts: pulumi.CustomResourceOptions,
): GatewayIdentity {
  const resource = createInternalCertificate(
    name,
    { objectName: SECRET, namespace, workload: "edge", dnsNames: [], commonName: "edge gateway", usage: "client auth", issuerName },
    opts,
  );
  return { secretName: SECRET, resource };
}
