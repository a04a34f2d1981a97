import assert from "node:assert/strict";
import { fieldOf, listOf } from "../cluster/support/kubernetesApi";
import { Mesh, type ProxyConfiguration } from "./support/mesh";
import { describeOnProxy } from "./support/suite";

const GATEWAY = "spiffe://cluster.local/ns/aks-istio-ingress/sa/aks-istio-ingressgateway-internal";
/** Istio's listener for every inbound connection, and its cluster for a Service. */
const INBOUND = "virtualInbound";
const clusterOf = (workload: string) => `outbound|80||${workload}.${workload}.svc.cluster.local`;
const identityOf = (workload: string) => `spiffe://cluster.local/ns/${workload}/sa/${workload}`;

/** What a proxy does with connections to the application's port. */
function inbound({ listeners }: ProxyConfiguration): readonly object[] {
  const listener = listeners.get(INBOUND) ?? assert.fail("no listener for inbound connections");
  return listOf<object>(listener, "filter_chains").filter((chain) => fieldOf(chain, "filter_chain_match.destination_port") === 8080);
}

/** Identities in a part of Envoy's configuration, sorted. */
function identitiesIn(part: unknown): readonly string[] {
  return [...new Set(JSON.stringify(part).match(/spiffe:\/\/[^"\\]+/g) ?? [])].sort();
}

/** The rules by which a chain allows requests. */
function rules(chain: object): readonly object[] {
  const filters = listOf<object>(chain, "filters").flatMap((filter) => [filter, ...listOf<object>(filter, "typed_config.http_filters")]);
  return filters.filter((filter) => String(fieldOf(filter, "name")).endsWith(".rbac"));
}

/** All that may be allowed: nothing by the policy that denies by default, the application's port to these identities by the workload's own. */
function policiesOf(workload: string, allowed: readonly string[]): object {
  const ids = allowed.map((exact) => ({ authenticated: { principal_name: { exact } } }));
  const ports = { or_rules: { rules: [{ destination_port: 8080 }] } };
  return {
    [`ns[${workload}]-policy[default-deny]-rule[0]`]: {
      permissions: [{ not_rule: { any: true } }],
      principals: [{ not_id: { any: true } }],
    },
    [`ns[${workload}]-policy[${workload}]-rule[0]`]: {
      permissions: [{ and_rules: { rules: [ports] } }],
      principals: [{ and_ids: { ids: [{ or_ids: { ids } }] } }],
    },
  };
}

function upstreamTls({ clusters }: ProxyConfiguration, workload: string): object {
  const socket = fieldOf(clusters.get(clusterOf(workload)) ?? {}, "transport_socket.typed_config");
  return typeof socket === "object" && socket !== null ? socket : assert.fail(`${workload} is reached without TLS`);
}

describeOnProxy("istio", "what Istio's control plane makes of the service mesh", () => {
  let mesh: Mesh;
  before(async () => {
    mesh = await Mesh.start();
  });
  after(() => mesh?.stop());

  for (const [workload, allowed] of [
    ["web", [GATEWAY]],
    ["jobs", [identityOf("portal")]],
  ] as const) {
    it(`${workload}: every connection to the application needs a certificate of the mesh, and requests the identity ${allowed}`, async () => {
      const chains = inbound(await mesh.ofWorkload(workload, INBOUND));
      assert.ok(chains.length > 0);
      for (const chain of chains) {
        assert.equal(fieldOf(chain, "transport_socket.typed_config.require_client_certificate"), true);
        const [rule, ...others] = rules(chain);
        assert.deepEqual(others, []);
        // Envoy's default is left out of its configuration.
        assert.equal(fieldOf(rule ?? {}, "typed_config.rules.action") ?? "ALLOW", "ALLOW");
        assert.deepEqual(fieldOf(rule ?? {}, "typed_config.rules.policies"), policiesOf(workload, allowed));
      }
    });
  }

  it("the gateway and the caller send their certificate, and verify the identity of the workload", async () => {
    const gateway = upstreamTls(await mesh.ofGateway(clusterOf("web")), "web");
    const caller = upstreamTls(await mesh.ofWorkload("portal", clusterOf("jobs")), "jobs");
    for (const [tls, workload] of [
      [gateway, "web"],
      [caller, "jobs"],
    ] as const) {
      assert.deepEqual(identitiesIn(tls), [identityOf(workload)]);
      assert.ok(listOf(tls, "common_tls_context.tls_certificate_sds_secret_configs").length > 0);
    }
  });
});
