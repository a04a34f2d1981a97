import type { Settings } from "./preview";
import { credential, FIREWALL, HUB, HUB_DNS, PASSWORD } from "./stacks";

/** One way to set an option, and what it costs. */
export interface Choice {
  readonly settings: Settings;
  /** Mandatory policies that refuse the choice in production, each with the configuration by which an owner admits it. */
  readonly admission?: Settings;
}

const until = new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
const exempt = (resource: string): Settings => ({
  exemptions: [{ resource, reason: "Accepted for the scenarios of this test.", owner: "platform team", expires: until }],
});

/** Gateways whose one Service has a public address that the subnet's rules keep to Front Door. */
const PUBLIC_GATEWAYS = ["aks-istio-ingress/edge", "edge/edge", "ingress-nginx/edge"];

export const OPTIONS: Readonly<Record<string, Readonly<Record<string, Choice>>>> = {
  controller: {
    istio: { settings: {} },
    "gateway-api": { settings: { ingress: { controller: "gateway-api" } } },
    "gateway-api with pods of its own level": {
      settings: { ingress: { controller: "gateway-api", gatewayPodSecurity: "baseline" } },
      admission: { "namespace-pod-security": { baselineNamespaces: ["edge"] } },
    },
    nginx: { settings: { ingress: { controller: "nginx" } } },
  },
  exposure: {
    privateLink: { settings: {} },
    publicLoadBalancer: {
      settings: { ingress: { exposure: { type: "publicLoadBalancer" } } },
      admission: { "service-no-public-load-balancer": { publicServices: PUBLIC_GATEWAYS } },
    },
  },
  credential: {
    managedIdentity: { settings: credential("managedIdentity") },
    application: { settings: credential("application") },
    keyVaultCertificate: { settings: credential("keyVaultCertificate") },
    certificateFile: { settings: credential("certificateFile") },
    // Refused by the configuration itself where the tier is production.
    clientSecret: {
      settings: { tier: "nonProduction", ...credential("clientSecret") },
      admission: { "sidecar-no-client-secret": exempt("urn:*::*-catalog-deployment") },
    },
  },
  bind: {
    loopback: { settings: {} },
    pod: {
      settings: { workloads: { catalog: { sidecar: { bind: "pod" } } } },
      admission: { "sidecar-localhost-bind": { sidecarBind: "any" } },
    },
  },
  egress: {
    natGateway: { settings: {} },
    userDefinedRouting: { settings: { network: { hub: HUB, egress: FIREWALL } } },
  },
  dns: { own: { settings: {} }, hub: { settings: { network: { dns: HUB_DNS } } } },
  database: {
    entra: { settings: {} },
    password: {
      settings: { postgres: { authentication: PASSWORD } },
      admission: { "postgres-entra-only": exempt("urn:*::*-postgres-server") },
    },
  },
  externalSecrets: { off: { settings: {} }, on: { settings: { kubernetes: { externalSecrets: true } } } },
  sharedKeys: {
    off: { settings: {} },
    on: {
      settings: { storage: { sharedKeyRotationDays: 30 } },
      admission: { "storage-no-shared-key": exempt("urn:*::*-storage-account") },
    },
  },
};

/** One choice for each option, by name. */
export type Combination = Readonly<Record<string, string>>;

/**
 * The fewest combinations, as a greedy search finds them, in which any two choices of different options stand together once:
 * what breaks when two options meet shows, in a hundredth of all combinations.
 */
export function everyPair(options: Readonly<Record<string, Readonly<Record<string, unknown>>>>): readonly Combination[] {
  const open = new Set(pairsOf(options));
  const combinations: Combination[] = [];
  while (open.size > 0) {
    const combination = fill(options, open);
    for (const pair of pairsWithin(combination)) open.delete(pair);
    combinations.push(combination);
  }
  return combinations;
}

function fill(options: Readonly<Record<string, object>>, open: ReadonlySet<string>): Combination {
  const [seed = ""] = open;
  const chosen: Record<string, string> = Object.fromEntries(seed.split(" & ").map((choice) => choice.split("=")));
  for (const [option, choices] of Object.entries(options)) {
    if (option in chosen) continue;
    const news = (choice: string) => pairsWithin({ ...chosen, [option]: choice }).filter((pair) => open.has(pair)).length;
    chosen[option] = Object.keys(choices).reduce((best, choice) => (news(choice) > news(best) ? choice : best));
  }
  return chosen;
}

function pairsOf(options: Readonly<Record<string, object>>): readonly string[] {
  const choices = Object.entries(options).flatMap(([option, values]) => Object.keys(values).map((value) => ({ [option]: value })));
  return choices.flatMap((one) => choices.flatMap((other) => pairsWithin({ ...one, ...other })));
}

function pairsWithin(combination: Combination): readonly string[] {
  const choices = Object.entries(combination)
    .map(([option, choice]) => `${option}=${choice}`)
    .sort();
  return choices.flatMap((one, index) => choices.slice(index + 1).map((other) => `${one} & ${other}`));
}
