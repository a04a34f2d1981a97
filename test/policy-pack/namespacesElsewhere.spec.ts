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

  it("are reported as advice too where this stack has a policy for one workload in it", async () => {
    const policy = {
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      name: "catalog",
      props: { metadata: { namespace: "catalog" }, spec: { podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress"] } },
    };
    const { reports } = await run([workload, policy], { only });
    assert.deepEqual(
      reports.map(({ policy: reported, control }) => [reported, control]),
      [["advice", "NP-01"]],
    );
    const deny = { ...policy, props: { ...policy.props, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } } };
    assert.deepEqual((await run([workload, deny], { only })).reports, []);
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

describe("a policy that allows everything to the pods it selects", () => {
  it("is the only finding: the pods have a policy, and it names no other resource", async () => {
    const namespace = { type: "kubernetes:core/v1:Namespace", name: "namespace", props: { metadata: { name: "catalog" } } };
    const open = {
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      name: "open",
      props: { metadata: { namespace: "catalog" }, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}] } },
    };
    const only = (name: string) => name.startsWith("networkpolicy-") || name === "input-recorder";
    const { reports } = await run([namespace, workload, open], { only });
    assert.deepEqual(
      reports.map(({ control, path, urn }) => [control, path, urn?.split("::").at(-1)]),
      [["NP-03", "spec.ingress[0]", "open"]],
    );
  });
});
