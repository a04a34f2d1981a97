import assert from "node:assert/strict";
import { WorkloadNamespace, type WorkloadNamespaceArgs } from "../../../components/kubernetes/namespace";
import { serviceAccountSubject } from "../../../components/kubernetes/uses";
import { record, settle } from "../../support/mocks";
import { APPLICATION } from "./workloads";

async function deploy(overrides: Partial<WorkloadNamespaceArgs> = {}) {
  const recorder = await record();
  const size = { containers: [{ cpuRequest: "100m", memoryRequest: "64Mi", memoryLimit: "128Mi" }], maxPods: 4 };
  await settle(new WorkloadNamespace("space", { namespace: "catalog", podSecurityVersion: "v1.36", size, ...overrides }));
  return recorder;
}

describe("WorkloadNamespace", () => {
  it("puts quota, limits and closed traffic into the namespace, after it", async () => {
    const recorder = await deploy();
    for (const name of ["space-quota", "space-limits", "space-default-deny"]) {
      const { inputs, dependencies } = recorder.named(name);
      assert.equal((inputs.metadata as { namespace: string }).namespace, "catalog", name);
      assert.ok(dependencies.includes("space-namespace"), name);
    }
  });

  it("lets readers look, with the role that shows no secrets and opens no ports", async () => {
    const { roleRef, subjects } = (await deploy({ readers: [APPLICATION] })).named("space-readers").inputs;
    assert.deepEqual(roleRef, { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" });
    assert.deepEqual(subjects, [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: APPLICATION }]);
  });

  it("binds nobody where there are no readers", async () => {
    assert.deepEqual((await deploy()).of("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding"), []);
  });
});

describe("serviceAccountSubject", () => {
  it("is the one Kubernetes puts into tokens of the workload", () => {
    assert.equal(serviceAccountSubject("catalog"), "system:serviceaccount:catalog:catalog");
  });
});
