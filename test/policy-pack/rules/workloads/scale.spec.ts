import assert from "node:assert/strict";
import type { Value } from "../../../../policy-pack/rules/reading/values";
import type { RuleResource, StackRule, StackView } from "../../../../policy-pack/rules/rule";
import { rules } from "../../../../policy-pack/rules/workloads/controls";

const SHARED = "app.kubernetes.io/part-of";
const STACK_CONTROLS = ["POD-10", "POD-20", "POD-23", "POD-29"];

type Counted = () => void;

/** A map of labels that counts how often a check reads the one that all workloads share. */
function labelsOf(index: number, counted: Counted): Record<string, Value> {
  return {
    get [SHARED]() {
      counted();
      return "shop";
    },
    "app.kubernetes.io/name": `a${index}`,
  };
}

/** An object that counts how often a check reads its property. */
function counting(property: string, value: Value, counted: Counted): Record<string, Value> {
  return Object.defineProperty({}, property, {
    enumerable: true,
    get: () => {
      counted();
      return value;
    },
  });
}

/** A workload with its account, budget and autoscaler, all in one namespace; every other one lacks its Secret. */
function workload(index: number, counted: Counted): RuleResource[] {
  const name = `a${index}`;
  const labels = labelsOf(index, counted);
  const matchLabels = labelsOf(index, counted);
  const resource = (type: string, props: Record<string, Value>): RuleResource => ({
    type: `kubernetes:${type}`,
    name,
    urn: `urn:pulumi:shop-prod::shop::kubernetes:${type}::${name}`,
    props: { metadata: Object.assign(counting("name", name, counted), { namespace: "shop", labels }), ...props },
  });
  const volumes = [{ name: "tls", secret: counting("secretName", name, counted) }];
  const spec = Object.assign(counting("serviceAccountName", name, counted), { volumes, containers: [{ name: "app" }] });
  const template = { metadata: { labels }, spec };
  return [
    resource("apps/v1:Deployment", { spec: { selector: { matchLabels }, template } }),
    resource("core/v1:ServiceAccount", {}),
    ...(index % 2 === 0 ? [resource("core/v1:Secret", {})] : []),
    resource("policy/v1:PodDisruptionBudget", { spec: { minAvailable: 1, selector: { matchLabels } } }),
    resource("autoscaling/v2:HorizontalPodAutoscaler", { spec: { minReplicas: 2, scaleTargetRef: { kind: "Deployment", name } } }),
  ];
}

/** How often a control reads the shared label and the names, and how many results it has. */
function evaluate(rule: StackRule, workloads: number) {
  let reads = 0;
  const namespace: RuleResource = {
    type: "kubernetes:core/v1:Namespace",
    name: "shop",
    urn: "shop",
    props: { metadata: { name: "shop" } },
  };
  const resources = [namespace, ...Array.from({ length: workloads }, (_, index) => workload(index, () => reads++)).flat()];
  const stack: StackView = { ofType: (...types) => resources.filter(({ type }) => types.includes(type)), sourcesOf: () => [] };
  const config = Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]));
  const outcome = rule.checkStack(stack, { profile: "production", config });
  return { reads, results: outcome.length };
}

describe("controls for the workloads of a stack", () => {
  for (const id of STACK_CONTROLS) {
    const rule = rules.find((one) => one.id === id);
    assert.ok(rule !== undefined && "checkStack" in rule);
    it(`${id} compares each workload with a few others only`, () => {
      const [few, many] = [evaluate(rule, 50), evaluate(rule, 500)];
      assert.ok(few.reads > 0, "it reads nothing that is counted");
      assert.ok(many.reads <= 11 * few.reads, `${few.reads} reads for 50 workloads, ${many.reads} for 500`);
      assert.equal(many.results, 10 * few.results);
    });
  }
});
