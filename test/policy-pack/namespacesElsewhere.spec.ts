import assert from "node:assert/strict";
import { run } from "./harness";

const workload = {
  type: "kubernetes:apps/v1:Deployment",
  name: "catalog",
  props: { metadata: { namespace: "catalog" }, spec: { template: { metadata: { labels: {} }, spec: { containers: [] } } } },
};

describe("network policies of a namespace that another stack declares", () => {
  const only = (name: string) => name.startsWith("networkpolicy-") || ["input-recorder", "advice", "unknown-at-preview"].includes(name);

  it("are reported as advice once for each namespace, not as a violation", async () => {
    const { reports } = await run([workload, { ...workload, name: "cart" }], { only });
    assert.deepEqual(
      reports.map(({ policy, control, path }) => [policy, control, path]),
      [["advice", "NP-01", "metadata.namespace"]],
    );
  });

  it("are required if the configuration specifies it", async () => {
    const config = { "networkpolicy-default-deny": { namespacesElsewhere: "judge" } };
    const { reports } = await run([workload], { only, config });
    assert.deepEqual(
      reports.map(({ policy }) => policy),
      ["networkpolicy-default-deny"],
    );
  });
});
