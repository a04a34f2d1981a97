import assert from "node:assert/strict";
import { WorkloadNamespace, type WorkloadNamespaceArgs } from "../../../../components/kubernetes/namespace/namespace";
import { serviceAccountSubject } from "../../../../components/kubernetes/pod/workloadIdentity";
import { record, settle } from "../../../support/mocks";

async function deploy(overrides: Partial<WorkloadNamespaceArgs> = {}) {
  const recorder = await record();
  const size = { containers: [{ cpuRequest: "100m", memoryRequest: "64Mi", memoryLimit: "128Mi" }], maxPods: 4 };
  await settle(new WorkloadNamespace("space", { namespace: "catalog", podSecurityVersion: "v1.36", size, ...overrides }));
  return recorder;
}

describe("WorkloadNamespace", () => {
  it("creates quota, limits and the default-deny policy in the namespace, after it", async () => {
    const recorder = await deploy();
    for (const name of ["space-quota", "space-limits", "space-default-deny"]) {
      const { inputs, dependencies } = recorder.named(name);
      assert.equal((inputs.metadata as { namespace: string }).namespace, "catalog", name);
      assert.ok(dependencies.includes("space-namespace"), name);
    }
  });

  it("creates no role bindings: Azure RBAC authorizes users", async () => {
    assert.deepEqual((await deploy()).of("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding"), []);
  });
});

describe("serviceAccountSubject", () => {
  it("is the subject of the workload's tokens", () => {
    assert.equal(serviceAccountSubject("catalog"), "system:serviceaccount:catalog:catalog");
  });
});
