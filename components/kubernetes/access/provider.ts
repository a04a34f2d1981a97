import * as containerservice from "@pulumi/azure-native/containerservice";
import * as k8s from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { computedOutput } from "../../azure/outputs/computedOutput";
import { AKS_SERVER_APPLICATION, type Login, toKubelogin } from "./kubelogin";

export interface ClusterProviderArgs {
  /** Resource id of the cluster. */
  readonly clusterId: pulumi.Input<string>;
  /** Resource group of the cluster. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** How kubelogin gets its token on the machine that runs `pulumi up`. */
  readonly login: Login;
  /** Resources that the deployer's calls to the API server depend on: role assignments, links of the private DNS zone. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * The Kubernetes provider of one cluster. It uses user credentials, so that Azure RBAC authorizes each request; admin credentials
 * do not exist while local accounts are disabled. An unreachable cluster is an error, never a reason to remove its resources from
 * state.
 */
export function createClusterProvider(name: string, args: ClusterProviderArgs, opts: pulumi.ResourceOptions): k8s.Provider {
  const credentials = containerservice.listManagedClusterUserCredentialsOutput(
    { resourceGroupName: args.resourceGroupName, resourceName: args.clusterName, format: "exec" },
    { dependsOn: [...args.dependsOn], ...(opts.parent ? { parent: opts.parent } : {}) },
  );
  const encoded = computedOutput(
    credentials,
    ({ kubeconfigs }) => kubeconfigs?.[0]?.value,
    "a user kubeconfig: grant the Cluster User role",
  );
  const kubeconfig = encoded.apply((text) => toKubelogin(Buffer.from(text, "base64").toString("utf8"), args.login, AKS_SERVER_APPLICATION));
  return new k8s.Provider(
    name,
    {
      kubeconfig: pulumi.secret(kubeconfig),
      // Identifies the cluster independently of the kubeconfig: new credentials must not replace every resource in it.
      clusterIdentifier: args.clusterId,
      enableServerSideApply: true,
      deleteUnreachable: false,
      skipUpdateUnreachable: false,
    },
    { ...opts, dependsOn: [...args.dependsOn] },
  );
}
