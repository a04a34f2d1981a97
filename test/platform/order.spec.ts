import assert from "node:assert/strict";
import type { Registration } from "../../offline/registration";
import { preview } from "./support/preview";

/** Order of creation by the dependencies that the engine records, transitively, including those on providers. */
class Order {
  private readonly byUrn: ReadonlyMap<string, Registration>;

  constructor(private readonly registrations: readonly Registration[]) {
    this.byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
  }

  named(part: string): Registration {
    const found = this.registrations.filter(({ name }) => name === part);
    assert.equal(found.length, 1, `${found.length} resources are named ${part}`);
    return found[0] as Registration;
  }

  follows(later: string, earlier: string): boolean {
    const target = this.named(earlier).urn;
    const seen = new Set<string>();
    const visit = (urn: string): boolean => {
      if (urn === target) return true;
      if (seen.has(urn)) return false;
      seen.add(urn);
      const { dependencies = [], provider = "" } = this.byUrn.get(urn) ?? {};
      return [...dependencies, provider.slice(0, provider.lastIndexOf("::"))].some(visit);
    };
    return this.named(later).urn !== target && visit(this.named(later).urn);
  }
}

/** `[later, earlier]`: the second is created first and deleted last. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["swedencentral-aks-cluster", "swedencentral-grant-cluster-subnet-nodes"],
  ["swedencentral-aks-cluster", "swedencentral-grant-cluster-api-server-zone"],
  ["swedencentral-aks-cluster", "swedencentral-grant-cluster-kubelet"],
  ["swedencentral-aks-cluster", "swedencentral-grant-kubelet-registry"],
  ["swedencentral-aks-cluster", "swedencentral-grant-cluster-kms"],
  ["swedencentral-aks-cluster", "swedencentral-dns-api-server-stamp"],
  ["swedencentral-aks-cluster", "swedencentral-network-vnet"],
  ["swedencentral-aks-cluster", "swedencentral-network-peering-hub"],
  ["swedencentral-aks-cluster", "swedencentral-etcd-vault-endpoint-endpoint"],
  ["swedencentral-etcd-key", "swedencentral-etcd-vault-endpoint-endpoint"],
  ["swedencentral-data-eventhubs-endpoint-endpoint", "swedencentral-data-eventhubs-hub"],
  ["swedencentral-aks-maintenance-cluster-upgrades", "swedencentral-aks-pool-workload"],
  ["swedencentral-registry-endpoint", "registry-registry"],
  ["swedencentral-inside-catalog-deployment", "swedencentral-grant-deployer"],
  ["swedencentral-inside-catalog-deployment", "swedencentral-grant-catalog--secret-catalog-api-key"],
  ["swedencentral-inside-catalog-deployment", "swedencentral-data-vault-secret-catalog-api-key"],
  ["swedencentral-inside-catalog-deployment", "swedencentral-identities-workload-catalog-federation-catalog"],
  ["swedencentral-inside-catalog-deployment", "swedencentral-aks-pool-workload"],
  ["swedencentral-inside-catalog-deployment", "swedencentral-registry-dns"],
  ["swedencentral-inside-addons-cert-manager", "registry-cache-jetstack-rqcdm4"],
  ["swedencentral-inside-gateway-certificate-aks-istio-ingress", "swedencentral-inside-addons-acme"],
  ["swedencentral-inside-gateway-load-balancer", "swedencentral-inside-gateway-front-door-only"],
  ["swedencentral-inside-gateway-smoke-test-job", "swedencentral-inside-health-deployment"],
  ["swedencentral-inside-gateway-smoke-test-job", "swedencentral-inside-gateway-routes"],
  ["swedencentral-inside-catalog-server-certificate", "swedencentral-inside-addons-internal-issuer"],
  ["swedencentral-inside-catalog-deployment", "swedencentral-inside-catalog-server-certificate"],
  ["swedencentral-inside-gateway-backend-catalog", "swedencentral-inside-catalog-service"],
  ["swedencentral-inside-gateway-backend-catalog", "swedencentral-inside-gateway-identity"],
  ["swedencentral-inside-gateway-routes", "swedencentral-inside-gateway-backend-catalog"],
  ["swedencentral-inside-gateway-routes", "swedencentral-inside-health-service"],
  ["edge-origins-swedencentral", "swedencentral-inside-gateway-load-balancer"],
  ["edge-origins-swedencentral-approval", "edge-origins-swedencentral"],
  ["edge-origins-route-catalog", "edge-origins-swedencentral-approval"],
  ["edge-origins-route-catalog", "edge-origins-germanywestcentral-approval"],
];

describe("Order of the production stack", () => {
  let order: Order;
  before(async () => {
    order = new Order((await preview({ stack: "prod" })).registrations);
  });

  for (const [later, earlier] of PAIRS) {
    it(`${later} is created after ${earlier}`, () => assert.ok(order.follows(later, earlier)));
  }

  it("pools of one cluster are created one after another", async () => {
    const pool = { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 2 };
    const settings = { cluster: { userPools: { workload: pool, batch: pool } } };
    const { registrations } = await preview({ stack: "prod", settings });
    const [first, second, ...others] = registrations.filter(({ name }) => name.startsWith("swedencentral-aks-pool-"));
    assert.ok(first !== undefined && second !== undefined && others.length === 0);
    assert.ok(new Order(registrations).follows(second.name, first.name));
  });

  it("does not delay what takes longest: cluster and database server do not wait for data's private endpoints", () => {
    for (const slow of ["swedencentral-aks-cluster", "swedencentral-data-postgres-server"])
      assert.equal(order.follows(slow, "swedencentral-data-vault-endpoint-endpoint"), false);
  });

  it("does not delay the load balancer, whose Private Link Service takes minutes: it does not wait for pods", () => {
    assert.equal(order.follows("swedencentral-inside-gateway-load-balancer", "swedencentral-inside-catalog-deployment"), false);
  });

  it("creates stamps independently of each other", () => {
    assert.equal(order.follows("germanywestcentral-aks-cluster", "swedencentral-aks-cluster"), false);
    assert.equal(order.follows("germanywestcentral-inside-catalog-deployment", "swedencentral-inside-catalog-deployment"), false);
  });
});
