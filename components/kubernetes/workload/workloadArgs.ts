import type * as pulumi from "@pulumi/pulumi";
import type { SidecarImageConfig, WorkloadConfig } from "../../config/schema";

export interface WorkloadArgs {
  /** Name of the workload: also of its namespace, service account, Deployment and Service. */
  readonly name: string;
  /** The workload's part of the configuration. */
  readonly config: WorkloadConfig;
  /** Version, and digest where given, of the sidecar's image. */
  readonly sidecarImage: SidecarImageConfig;
  /** Registry that all images come from: `<name>.azurecr.io`. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Managed identity of the workload. */
  readonly identity: {
    /** Client id that its tokens are exchanged for. */
    readonly clientId: pulumi.Input<string>;
  };
  /** Entra tenant of the deployment. */
  readonly tenantId: pulumi.Input<string>;
  /** Name of the stamp's Key Vault. */
  readonly vaultName: pulumi.Input<string>;
  /** Secrets of that vault that the application reads; each becomes a file. Plain, because they decide which objects there are. */
  readonly vaultSecrets: readonly string[];
  /** The stamp's PostgreSQL server; needed where the workload uses a database. */
  readonly database?: {
    /** Host name of the server. */
    readonly host: pulumi.Input<string>;
    /** Role to sign in as: the workload's identity by its name, or the administrator where passwords are used. */
    readonly user: pulumi.Input<string>;
  };
  /** URL of the workload's blob container; needed where it uses one. */
  readonly blobContainerUrl?: pulumi.Input<string>;
  /** Event hub of the stamp; needed where the workload uses it. */
  readonly eventHub?: {
    /** Host name of the namespace: `<name>.servicebus.windows.net`. */
    readonly host: pulumi.Input<string>;
    /** Name of the hub. */
    readonly name: pulumi.Input<string>;
  };
  /** Range of the stamp's private endpoints. Plain, because it decides which network rules there are. */
  readonly privateEndpointCidr: string;
  /** Namespace of the ingress gateway's pods. */
  readonly ingressNamespace: string;
  /** Version of the Pod Security Standards: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Refuses what only development may have: a client secret. */
  readonly production: boolean;
  /**
   * Taints of the pool it runs on, as the pool's configuration writes them (`key=value:NoSchedule`): its pods tolerate them.
   * @default none
   */
  readonly poolTaints?: readonly string[];
  /**
   * Any text that changes when the vault's secrets do, such as their rotation period: a new one restarts the pods. Mounted
   * files are refreshed without it; applications that read them once, and environment variables, are not.
   * @default none: pods restart for no secret
   */
  readonly secretsRevision?: string;
}
