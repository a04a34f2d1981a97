import assert from "node:assert/strict";
import { dnsEgress, NOT_PUBLIC, publicHttpsEgress } from "../../../../components/kubernetes/namespace/networkPolicies";
import { workloadEgress, workloadIngress } from "../../../../components/kubernetes/workload/workloadTraffic";
import { CREDENTIALS, sidecarConfig, workloadArgs, workloadConfig } from "../workloads";

type Config = Parameters<typeof workloadConfig>[0];

const egressOf = (input: Config = {}) => JSON.parse(JSON.stringify(workloadEgress(workloadArgs(workloadConfig(input)))));
const ingressOf = (input: Config = {}) => JSON.parse(JSON.stringify(workloadIngress(workloadArgs(workloadConfig(input)))));

/** Egress beyond name resolution, as `<range> <ports>`. */
function opened(input: Config = {}): string[] {
  return egressOf(input)
    .slice(dnsEgress().length)
    .map(
      (rule: { to: { ipBlock: { cidr: string } }[]; ports: { protocol: string; port: number }[] }) =>
        `${rule.to.map(({ ipBlock }) => ipBlock.cidr).join()} ${rule.ports.map(({ protocol, port }) => `${protocol}/${port}`).join()}`,
    );
}

describe("egress of a workload", () => {
  it("allows the cluster's DNS pods and the node's DNS cache, over UDP and TCP", () => {
    const [cluster, node] = egressOf();
    assert.deepEqual(cluster.to, [
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ]);
    assert.deepEqual(node.to, [{ ipBlock: { cidr: "169.254.10.10/32" } }, { ipBlock: { cidr: "169.254.10.11/32" } }]);
    for (const { ports } of [cluster, node]) {
      assert.deepEqual(ports, [
        { protocol: "UDP", port: 53 },
        { protocol: "TCP", port: 53 },
      ]);
    }
  });

  const cases: readonly [string, Config, readonly string[]][] = [
    ["allows nothing else for a workload without uses", {}, []],
    ["allows no port for secrets as files: the driver reads them", { uses: { keyVault: ["a"] } }, []],
    ["allows a database and Entra", { uses: { database: "orders" } }, ["10.10.4.0/26 TCP/5432", "0.0.0.0/0 TCP/443"]],
    ["allows blobs and Entra", { uses: { blob: "read" } }, ["10.10.4.0/26 TCP/443", "0.0.0.0/0 TCP/443"]],
    [
      "allows AMQP, WebSockets and Kafka for an event hub",
      { uses: { eventHub: "listen" } },
      ["10.10.4.0/26 TCP/443,TCP/5671,TCP/9093", "0.0.0.0/0 TCP/443"],
    ],
    [
      "lists each port once where services share it",
      { uses: { database: "orders", blob: "write", eventHub: "send" } },
      ["10.10.4.0/26 TCP/443,TCP/5432,TCP/5671,TCP/9093", "0.0.0.0/0 TCP/443"],
    ],
    ["allows Entra for a sidecar", { sidecar: sidecarConfig() }, ["0.0.0.0/0 TCP/443"]],
    [
      "allows the key vault's endpoint for a sidecar that reads it",
      { sidecar: sidecarConfig({ credential: CREDENTIALS.keyVaultCertificate }) },
      ["10.10.4.0/26 TCP/443", "0.0.0.0/0 TCP/443"],
    ],
    ["allows the internet over HTTPS only", { internetHttps: true }, ["0.0.0.0/0 TCP/443"]],
    [
      "allows the configured destinations",
      { egress: [{ cidr: "203.0.113.0/24", ports: [8443, 9000] }] },
      ["203.0.113.0/24 TCP/8443,TCP/9000"],
    ],
  ];
  for (const [what, input, expected] of cases) {
    it(what, () => {
      assert.deepEqual(opened(input), expected);
    });
  }

  it("excludes private ranges, the metadata service and WireServer from the internet", () => {
    const [{ ipBlock }] = JSON.parse(JSON.stringify(publicHttpsEgress())).to;
    assert.deepEqual(ipBlock.except, NOT_PUBLIC);
    for (const range of ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "168.63.129.16/32"]) {
      assert.ok(NOT_PUBLIC.includes(range), range);
    }
  });
});

describe("ingress of a workload", () => {
  it("is denied where no ingress is configured", () => {
    assert.deepEqual(ingressOf({ sidecar: sidecarConfig({ bind: "pod" }) }), []);
  });

  for (const bind of ["loopback", "pod"] as const) {
    it(`is allowed from the gateway's namespace to the application's port only, with a sidecar bound to ${bind}`, () => {
      assert.deepEqual(ingressOf({ ingress: { paths: ["/"] }, port: 8081, sidecar: sidecarConfig({ bind }) }), [
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "aks-istio-ingress" } } }],
          ports: [{ protocol: "TCP", port: 8081 }],
        },
      ]);
    });
  }
});
