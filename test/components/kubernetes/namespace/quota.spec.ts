import assert from "node:assert/strict";
import { mebibytes, millicores } from "../../../../components/kubernetes/namespace/quantities";
import { containerLimits, quotaFor } from "../../../../components/kubernetes/namespace/quota";

const APP = { cpuRequest: "250m", memoryRequest: "256Mi", memoryLimit: "1Gi" };
const SIDECAR = { cpuRequest: "0.1", memoryRequest: "128Mi", memoryLimit: "256Mi" };

describe("quantities", () => {
  it("reads CPU in cores and thousandths", () => {
    assert.deepEqual(["250m", "1", "0.25", "1.5"].map(millicores), [250, 1000, 250, 1500]);
  });

  it("reads memory in Ki, Mi and Gi, rounded up", () => {
    assert.deepEqual(["2048Ki", "1Ki", "256Mi", "2Gi"].map(mebibytes), [2, 1, 256, 2048]);
  });
});

describe("quotaFor", () => {
  const quota = quotaFor({ containers: [APP, SIDECAR], maxPods: 10 });

  it("has room for all new pods of an update while all old ones terminate", () => {
    assert.deepEqual(quota, {
      pods: "20",
      "requests.cpu": "7000m",
      "requests.memory": "7680Mi",
      "limits.memory": "25600Mi",
      "services.loadbalancers": "0",
      "services.nodeports": "0",
    });
  });

  it("never requires a CPU limit", () => {
    assert.deepEqual(
      Object.keys(quota).filter((key) => key.startsWith("limits.cpu") || key === "cpu"),
      [],
    );
  });
});

describe("containerLimits", () => {
  const limits = containerLimits({ containers: [APP, SIDECAR], maxPods: 10 });

  it("limits memory to the largest container and sets defaults for the others", () => {
    assert.deepEqual(limits.max, { memory: "1024Mi" });
    assert.deepEqual(limits.default, { memory: "128Mi" });
  });

  it("sets no CPU limit", () => {
    assert.ok(!("cpu" in limits.default) && !("cpu" in limits.max));
  });
});
