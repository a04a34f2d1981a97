import assert from "node:assert/strict";
import { create } from "../../offline/cloud/cloud";
import type { Registration } from "../../offline/registration";
import { plainProperties } from "../../offline/wire";
import { type Claim, claimsOf, conflicts } from "../engine/support/concurrency";
import { preview, type Scenario } from "./support/preview";

/** A resource and what an operation on it changes. */
interface Change {
  readonly registration: Registration;
  readonly claims: readonly Claim[];
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  dev: { stack: "dev" },
  prod: { stack: "prod" },
  "prod with several secrets, and a route to the hub's firewall": {
    stack: "prod",
    settings: {
      keyVault: { generatedSecrets: { "catalog-api-key": {}, "signing-key": {}, "webhook-key": {} } },
      network: { egress: { type: "userDefinedRouting", nextHopIpAddress: "10.0.0.4" } },
    },
  },
};

/** Azure rejects these operations side by side; with a dependency between the resources Pulumi never performs them so. */
describe("Operations on one parent", () => {
  for (const [title, scenario] of Object.entries(SCENARIOS)) {
    it(`are ordered: ${title}`, async () => {
      const { registrations } = await preview(scenario);
      const changes = registrations.filter(({ custom, type }) => custom && type.startsWith("azure-native:")).map(toChange);
      const claimed = changes.filter(({ claims }) => claims.length > 0);
      assert.ok(claimed.length > 5, "several resources have parents with other children");
      const predecessors = predecessorsOf(registrations);
      const sideBySide = claimed.flatMap((one, index) =>
        claimed
          .slice(index + 1)
          .filter((other) => isRejected(one, other) && !isOrdered(one, other, predecessors))
          .map((other) => `${one.registration.name} and ${other.registration.name}`),
      );
      assert.deepEqual(sideBySide, []);
    });
  }
});

function toChange(registration: Registration): Change {
  const { type, name } = registration;
  const inputs = plainProperties(registration.inputs);
  const context = { subscriptionId: subscriptionIn(inputs), tenantId: "", clientId: "", objectId: "" };
  const { id } = create({ type, name, inputs }, context);
  return { registration, claims: claimsOf(id, inputs).map((claim) => ({ ...claim, scope: withoutSubscription(claim.scope) })) };
}

/** The simulated subscription's id, where the inputs contain it. */
function subscriptionIn(inputs: object): string {
  return /\/subscriptions\/([^/"]+)/.exec(JSON.stringify(inputs))?.[1] ?? "subscription";
}

/** Resource groups of this platform are in one subscription. */
function withoutSubscription(id: string): string {
  return id.replace(/^\/subscriptions\/[^/]+/, "");
}

function isRejected(one: Change, other: Change): boolean {
  return one.claims.some((claim) => other.claims.some((claimed) => conflicts(claim, claimed)));
}

function isOrdered(one: Change, other: Change, predecessors: (urn: string) => ReadonlySet<string>): boolean {
  const [first, second] = [one.registration.urn, other.registration.urn];
  return predecessors(first).has(second) || predecessors(second).has(first);
}

/** All resources that exist before a resource is created, by its URN. */
function predecessorsOf(registrations: readonly Registration[]): (urn: string) => ReadonlySet<string> {
  const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
  const known = new Map<string, ReadonlySet<string>>();
  const visit = (urn: string): ReadonlySet<string> => {
    const cached = known.get(urn);
    if (cached !== undefined) return cached;
    const found = new Set<string>();
    for (const dependency of byUrn.get(urn)?.dependencies ?? [])
      for (const earlier of [dependency, ...visit(dependency)]) found.add(earlier);
    known.set(urn, found);
    return found;
  };
  return visit;
}
