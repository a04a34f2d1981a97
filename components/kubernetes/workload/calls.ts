import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../pod/environment";
import { createInternalCertificate, serviceHost } from "../pod/internalCertificate";
import type { ServerCertificateArgs } from "./serverCertificate";
import type { WorkloadCall } from "./workloadArgs";

/** Name of the Certificate, of its Secret and of the volume. */
const AUTHORITY = "authority";

const DIRECTORY = "/mnt/authority";
/** Key of the authority's certificate in every Secret that cert-manager writes for one of its certificates. */
const AUTHORITY_FILE = "ca.crt";

/**
 * A client's certificate, whose Secret brings the authority's into the namespace: cert-manager copies it nowhere else. No pod mounts the
 * client's key: who a caller is, network policies decide.
 */
export function createAuthority(
  name: string,
  workload: string,
  { issuerName }: ServerCertificateArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return createInternalCertificate(
    name,
    { objectName: AUTHORITY, namespace: workload, workload, dnsNames: [], commonName: workload, usage: "client auth", issuerName },
    opts,
  );
}

/** The authority's certificate alone. Pods wait for the first issue. */
export function authorityVolume(): input.core.v1.Volume {
  return { name: AUTHORITY, secret: { secretName: AUTHORITY, defaultMode: 0o440, items: [{ key: AUTHORITY_FILE, path: AUTHORITY_FILE }] } };
}

/** The whole directory, which Kubernetes updates. */
export function authorityMount(): input.core.v1.VolumeMount {
  return { name: AUTHORITY, mountPath: DIRECTORY, readOnly: true };
}

/** The address of each workload that the application connects to, without a port: it is the scheme's own. */
export function callEnvironment(calls: readonly WorkloadCall[], hasAuthority: boolean): Environment {
  return {
    ...Object.fromEntries(calls.map(({ name, tls, variable }) => [variable, `${tls ? "https" : "http"}://${serviceHost(name, name)}`])),
    ...(hasAuthority ? { TLS_CA_FILE: `${DIRECTORY}/${AUTHORITY_FILE}` } : {}),
  };
}
