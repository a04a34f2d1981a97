import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../pod/environment";
import { createInternalCertificate, serviceHost } from "../pod/internalCertificate";

/** Name of the Certificate, of its Secret and of the volume. */
const SERVER_CERTIFICATE = "server-tls";

const DIRECTORY = "/mnt/tls";
const CERTIFICATE_FILE = "tls.crt";
const KEY_FILE = "tls.key";

/** Certificate with which an application terminates TLS. */
export interface ServerCertificateArgs {
  /** Name of the ClusterIssuer of the cluster's own authority. */
  readonly issuerName: string;
  /** Resources that a Certificate depends on: the issuer, with cert-manager and its CRDs. */
  readonly waitFor: readonly pulumi.Resource[];
}

/** A certificate for the names of the workload's Service. cert-manager renews it; no Pulumi resource changes with that. */
export function createServerCertificate(
  name: string,
  workload: string,
  { issuerName }: ServerCertificateArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const dnsNames = [serviceHost(workload, workload), `${workload}.${workload}.svc`];
  return createInternalCertificate(
    name,
    { objectName: SERVER_CERTIFICATE, namespace: workload, workload, dnsNames, usage: "server auth", issuerName },
    opts,
  );
}

/** Certificate and key for the pod's group only, which Kubernetes sets on the files. Pods wait for the first issue. */
export function serverCertificateVolume(): input.core.v1.Volume {
  const items = [CERTIFICATE_FILE, KEY_FILE].map((file) => ({ key: file, path: file }));
  return { name: SERVER_CERTIFICATE, secret: { secretName: SERVER_CERTIFICATE, defaultMode: 0o440, items } };
}

/** The whole directory: Kubernetes updates files of a mounted directory after a renewal, and never those of a subPath. */
export function serverCertificateMount(): input.core.v1.VolumeMount {
  return { name: SERVER_CERTIFICATE, mountPath: DIRECTORY, readOnly: true };
}

/** Where the application finds both files; docs/operations.md shows the settings of common frameworks. */
export function serverCertificateEnvironment(): Environment {
  return { TLS_CERT_FILE: `${DIRECTORY}/${CERTIFICATE_FILE}`, TLS_KEY_FILE: `${DIRECTORY}/${KEY_FILE}` };
}
