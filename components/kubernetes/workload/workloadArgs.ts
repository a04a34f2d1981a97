import type * as pulumi from "@pulumi/pulumi";
import type { SidecarImageConfig, WorkloadConfig } from "../../config/schema";
import type { MeshArgs } from "./mesh";
import type { ServerCertificateArgs } from "./serverCertificate";

/** A workload that another one connects to. */
export interface WorkloadCall {
  /** Name of the workload, of its namespace and of its Service. */
  readonly name: string;
  /** Port of its pods, to which the network policy of the caller allows connections. */
  readonly podPort: number;
  /** Whether its pods terminate TLS. */
  readonly tls: boolean;
  /** Environment variable of the caller with its address. */
  readonly variable: string;
}

export interface WorkloadArgs {
  /** Name of the workload and of its namespace, service account, Deployment and Service. */
  readonly name: string;
  /** Configuration of the workload. */
  readonly config: WorkloadConfig;
  /** Version and, if configured, digest of the sidecar's image. */
  readonly sidecarImage: SidecarImageConfig;
  /** Login server of the registry that all images are pulled from: `<name>.azurecr.io`. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Managed identity of the workload. */
  readonly identity: {
    /** Client id of the identity. */
    readonly clientId: pulumi.Input<string>;
  };
  /** Id (GUID) of the Entra tenant of the deployment. */
  readonly tenantId: pulumi.Input<string>;
  /** Name of the stamp's key vault. */
  readonly vaultName: pulumi.Input<string>;
  /** Names of the vault's secrets that are mounted as files; plain values, because they decide which objects are created. */
  readonly vaultSecrets: readonly string[];
  /**
   * The stamp's PostgreSQL server; required where the workload uses a database.
   * @default none: the workload uses no database
   */
  readonly database?: {
    /** Host name of the server. */
    readonly host: pulumi.Input<string>;
    /** Database role: the name of the workload's identity, or the administrator with password authentication. */
    readonly user: pulumi.Input<string>;
  };
  /**
   * URL of the workload's blob container; required where it uses blobs.
   * @default none: the workload uses no blobs
   */
  readonly blobContainerUrl?: pulumi.Input<string>;
  /**
   * Event hub of the stamp; required where the workload uses it.
   * @default none: the workload uses no event hub
   */
  readonly eventHub?: {
    /** Host name of the Event Hubs namespace: `<name>.servicebus.windows.net`. */
    readonly host: pulumi.Input<string>;
    /** Name of the event hub. */
    readonly name: pulumi.Input<string>;
  };
  /** Address range (CIDR) of the stamp's private endpoints; a plain value, because it decides which egress rules are created. */
  readonly privateEndpointCidr: string;
  /** Namespace of the ingress gateway's pods. */
  readonly ingressNamespace: string;
  /**
   * Certificate with which the application terminates TLS.
   * @default none: gateway and callers send plain HTTP, or there are none
   */
  readonly serverCertificate?: ServerCertificateArgs;
  /**
   * Names of the workloads that connect to this one.
   * @default none: only the gateway connects, if there is ingress
   */
  readonly callers?: readonly string[];
  /**
   * Workloads that this one connects to.
   * @default none: it reaches no other workload
   */
  readonly calls?: readonly WorkloadCall[];
  /**
   * The cluster's authority, by which the application verifies the workloads that it connects to.
   * @default none: it connects to none by TLS
   */
  readonly authority?: ServerCertificateArgs;
  /**
   * Membership in the mesh: Istio's proxy in each pod, mutual TLS only, and only from the gateway and the callers.
   * @default none: the pods get no proxy
   */
  readonly mesh?: MeshArgs;
  /**
   * Labels the pods so that no label of the namespace injects a proxy: the cluster has a mesh, and the workload is outside.
   * @default false: the cluster has no mesh, or the workload is in it
   */
  readonly refusesInjection?: boolean;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Refuses a client secret as credential, which only non-production stacks may use. */
  readonly production: boolean;
  /**
   * Taints of the node pool of the workload (`key=value:NoSchedule`), which its pods tolerate.
   * @default none: the pods tolerate no taints
   */
  readonly poolTaints?: readonly string[];
  /**
   * Text that changes when the vault's secrets change, such as their rotation period; a new value restarts the pods. Mounted files
   * are updated without a restart; environment variables, and applications that read a file once only, need it.
   * @default none: a changed secret does not restart the pods
   */
  readonly secretsRevision?: string;
}
