import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { createClusterProvider } from "../../../../components/kubernetes/access/provider";

const KUBECONFIG = readFileSync(join(__dirname, "fixtures", "userKubeconfig.yaml"), "utf8");
const CLUSTER =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";

const calls: pulumi.runtime.MockCallArgs[] = [];
let provider: pulumi.runtime.MockResourceArgs | undefined;

async function deploy(): Promise<void> {
  calls.length = 0;
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      provider = args;
      return { id: args.name, state: args.inputs };
    },
    call: (args) => {
      calls.push(args);
      return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(KUBECONFIG).toString("base64") }] };
    },
  });
  createClusterProvider("k8s", { clusterId: CLUSTER, resourceGroupName: "rg", clusterName: "aks", login: "spn", dependsOn: [] }, {});
  await pulumi.runtime.disconnect();
}

describe("createClusterProvider", () => {
  before(deploy);

  it("requests the user's credentials in exec format, once, and no others", () => {
    assert.deepEqual(
      calls.map(({ token, inputs }) => [token, inputs]),
      [
        [
          "azure-native:containerservice:listManagedClusterUserCredentials",
          { resourceGroupName: "rg", resourceName: "aks", format: "exec" },
        ],
      ],
    );
  });

  it("passes a secret kubeconfig with the configured login method to the provider", () => {
    const kubeconfig = provider?.inputs.kubeconfig;
    assert.ok(pulumi.runtime.isRpcSecret(kubeconfig));
    assert.match(String(pulumi.runtime.unwrapRpcSecret(kubeconfig)), /--login\n\s+- spn\n/);
  });

  it("identifies the cluster independently of its kubeconfig and fails where it is unreachable", () => {
    const { clusterIdentifier, enableServerSideApply, deleteUnreachable, skipUpdateUnreachable } = provider?.inputs ?? {};
    assert.deepEqual(
      { clusterIdentifier, enableServerSideApply, deleteUnreachable, skipUpdateUnreachable },
      { clusterIdentifier: CLUSTER, enableServerSideApply: "true", deleteUnreachable: "false", skipUpdateUnreachable: "false" },
    );
  });
});
