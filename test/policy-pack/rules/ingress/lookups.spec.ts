import assert from "node:assert/strict";
import { checkFrontDoorId } from "../../../../policy-pack/rules/ingress/frontDoorId";
import type { RuleResource, StackView } from "../../../../policy-pack/rules/rule";

const ID = "0a1b2c3d-1111-2222-3333-444455556666";

function resource(type: string, name: string, props: RuleResource["props"]): RuleResource {
  return { type, urn: `urn:${name}`, name, props };
}

function many(count: number, create: (index: number) => RuleResource): readonly RuleResource[] {
  return Array.from({ length: count }, (_, index) => create(index));
}

/** Routes that each rely on policies for their own gateway, whose pods are among many others. */
function stackOf(count: number, deployments: number): readonly RuleResource[] {
  const metadata = (name: string) => ({ metadata: { name, namespace: "shop" } });
  return [
    resource("kubernetes:networking.istio.io/v1:Gateway", "gateway", { ...metadata("edge"), spec: { selector: { istio: "custom" } } }),
    ...many(count, (index) =>
      resource("kubernetes:networking.istio.io/v1:VirtualService", `route-${index}`, {
        ...metadata(`route-${index}`),
        spec: { gateways: ["edge"], http: [{ route: [] }] },
      }),
    ),
    ...many(count, (index) =>
      resource("kubernetes:security.istio.io/v1:AuthorizationPolicy", `policy-${index}`, {
        ...metadata(`policy-${index}`),
        spec: { action: "DENY", rules: [{ when: [{ key: "request.headers[x-azure-fdid]", notValues: [ID] }] }] },
      }),
    ),
    ...many(deployments, (index) =>
      resource("kubernetes:apps/v1:Deployment", `pods-${index}`, {
        metadata: { namespace: `namespace-${index % 50}` },
        spec: { template: { metadata: { labels: { istio: "custom" } } } },
      }),
    ),
  ];
}

/** How often a check asks for the resources of a type, and how often it reads the labels of one Deployment. */
function lookups(count: number, deployments = 10) {
  let [ofTypeCalls, labelReads] = [0, 0];
  const resources = stackOf(count, deployments);
  const [pod] = resources.slice(-1);
  const counted = new Proxy(pod?.props ?? {}, {
    get: (target, key) => {
      labelReads += key === "spec" ? 1 : 0;
      return Reflect.get(target, key);
    },
  });
  const all = resources.map((one) => (one === pod ? { ...one, props: counted } : one));
  const stack: StackView = {
    ofType: (...types) => {
      ofTypeCalls += 1;
      return all.filter(({ type }) => types.includes(type));
    },
    sourcesOf: () => [],
  };
  const outcome = checkFrontDoorId(stack, { profile: "production", config: { frontDoorId: ID } });
  return { ofTypeCalls, labelReads, findings: outcome.length };
}

describe("Lookups of ING-06", () => {
  it("read the stack once, not once for each route and policy", () => {
    const [few, more] = [lookups(2), lookups(20)];
    assert.deepEqual([few.findings, more.findings], [2, 20], "the pods are in other namespaces than the policies");
    assert.equal(more.ofTypeCalls, few.ofTypeCalls);
    assert.equal(more.labelReads, few.labelReads);
  });
});
