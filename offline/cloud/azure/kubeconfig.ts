import { bytes, guid, hex } from "../deterministic";
import type { CloudContext } from "../types";
import { armId } from "./arm";

/** Application id of the AKS server that every Entra-integrated cluster shares; kubelogin requests tokens for it. */
const AKS_SERVER_APP = "6dae42f8-4368-4678-94ff-3960e28e3630";
/** Application id under which `az aks get-credentials` signs users in. */
const AKS_CLIENT_APP = "80faf920-1908-4b52-b5ef-a8e7bedfc67a";

/** What `listManagedClusterUserCredentials` returns for a private Entra-integrated cluster with local accounts disabled. */
export function userKubeconfig(args: Readonly<Record<string, unknown>>, context: CloudContext): string {
  const id = armId({ type: "azure-native:containerservice:ManagedCluster", name: "", inputs: args }, context);
  const cluster = `${args.resourceName}`;
  const user = `clusterUser_${args.resourceGroupName}_${cluster}`;
  const server = `https://${cluster}-${hex(id, 8)}.${guid(id)}.privatelink.azmk8s.io:443`;
  const authority = Buffer.from(`-----BEGIN CERTIFICATE-----\n${bytes(`ca\0${id}`, 96).toString("base64")}\n-----END CERTIFICATE-----\n`);
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${authority.toString("base64")}
    server: ${server}
  name: ${cluster}
contexts:
- context:
    cluster: ${cluster}
    user: ${user}
  name: ${cluster}
current-context: ${cluster}
kind: Config
preferences: {}
users:
- name: ${user}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      args:
      - get-token
      - --environment
      - AzurePublicCloud
      - --server-id
      - ${AKS_SERVER_APP}
      - --client-id
      - ${AKS_CLIENT_APP}
      - --tenant-id
      - ${context.tenantId}
      - --login
      - devicecode
      command: kubelogin
      env: null
      provideClusterInfo: false
`;
}
