import assert from "node:assert/strict";
import { run } from "./harness";

const service = (metadata: Record<string, unknown> = {}) => ({
  type: "kubernetes:core/v1:Service",
  name: "shop",
  props: { metadata: { namespace: "shop", ...metadata }, spec: { type: "LoadBalancer", loadBalancerClass: "tailscale" } },
});

describe("a LoadBalancer Service with a loadBalancerClass", () => {
  const only = (name: string) => ["service-no-public-load-balancer", "advice", "unknown-at-preview"].includes(name);
  const config = { "service-no-public-load-balancer": { publicServices: ["shop/shop"] } };

  it("is reported as advice with the class", async () => {
    const { reports } = await run([service()], { only });
    assert.deepEqual(
      reports.map(({ policy, control, path }) => [policy, control, path]),
      [["advice", "SVC-01", "spec.loadBalancerClass"]],
    );
    assert.match(reports[0]?.message ?? "", /tailscale/);
  });

  it("is not reported if the configuration lists the Service", async () => {
    assert.deepEqual((await run([service({ name: "shop" })], { only, config })).reports, []);
  });
});
