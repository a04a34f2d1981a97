import assert from "node:assert/strict";
import { rules } from "../../../../policy-pack/rules/networkPolicies/controls";
import type { Value } from "../../../../policy-pack/rules/reading/values";
import type { RuleResource, StackRule, StackView } from "../../../../policy-pack/rules/rule";

const CLASSES = { core: "kubernetes:core/v1", apps: "kubernetes:apps/v1", calico: "kubernetes:projectcalico.org/v1" } as const;
const BOTH = ["Ingress", "Egress"];

interface Counts {
  ofType: number;
  selector: number;
}

interface Size {
  readonly workloads: number;
  readonly namespaces: number;
}

/** A stack in which one Calico policy isolates the pods of the last namespace, and counts what a check reads. */
function countedStack({ workloads, namespaces }: Size, policy: (counted: () => void) => RuleResource) {
  const counts: Counts = { ofType: 0, selector: 0 };
  const resources = [
    ...times(namespaces, (index) => resource(`${CLASSES.core}:Namespace`, `n${index}`, { metadata: { name: `n${index}` } })),
    ...times(workloads, (index) => workload(index, namespaces)),
    policy(() => {
      counts.selector += 1;
    }),
  ];
  const stack: StackView = {
    ofType: (...types) => {
      counts.ofType += 1;
      return resources.filter(({ type }) => types.includes(type));
    },
    sourcesOf: () => [],
  };
  return { counts, stack };
}

function workload(index: number, namespaces: number): RuleResource {
  const template = { metadata: { labels: { app: `a${index}` } }, spec: { containers: [] } };
  return resource(`${CLASSES.apps}:Deployment`, `w${index}`, { metadata: { namespace: `n${index % namespaces}` }, spec: { template } });
}

function resource(type: string, name: string, props: Readonly<Record<string, Value>>): RuleResource {
  return { type, name, urn: `urn:pulumi:shop-prod::shop::${type}::${name}`, props };
}

/** Reading a selector's property is the first step of parsing it. */
function globalPolicy(counted: () => void): RuleResource {
  const spec = {
    types: BOTH,
    namespaceSelector: "kubernetes.io/metadata.name starts with 'n'",
    ingress: [{ action: "Allow", source: { selector: "app == 'x'" } }],
    get selector() {
      counted();
      return "has(app)";
    },
  };
  return resource(`${CLASSES.calico}:GlobalNetworkPolicy`, "policy", { metadata: { name: "policy" }, spec });
}

function times<T>(count: number, create: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => create(index));
}

function stackRule(id: string): StackRule {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule !== undefined && "checkStack" in rule);
  return rule;
}

describe("network policies of a large stack", () => {
  for (const id of ["NP-01", "NP-02"]) {
    const countsOf = (size: Size): Counts => {
      const { counts, stack } = countedStack(size, globalPolicy);
      stackRule(id).checkStack(stack, { profile: "production", config: { excludedNamespaces: [] } });
      return counts;
    };

    it(`${id} reads the resources and parses each policy as often for 200 workloads in 40 namespaces as for 2 in 1`, () => {
      const counts = countsOf({ workloads: 2, namespaces: 1 });
      assert.ok(counts.selector > 0);
      assert.deepEqual(countsOf({ workloads: 200, namespaces: 40 }), counts);
    });
  }
});
