import type { Settings } from "./preview";
import { ACME_ACCOUNT, credential, FIREWALL, HUB, HUB_DNS, PASSWORD } from "./stacks";

/** One value of an option. */
export interface Choice {
  /** Configuration of the stack. */
  readonly settings: Settings;
  /** Mandatory policies that the choice violates in production, each with the policy configuration that accepts it. */
  readonly policySettings?: Settings;
}

const until = new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
const exempt = (resource: string): Settings => ({
  exemptions: [{ resource, reason: "Accepted for the scenarios of this test.", owner: "platform team", expires: until }],
});

/** Services of the gateways with a public address; the subnet's rules allow Front Door only. */
const PUBLIC_GATEWAYS = ["aks-istio-ingress/edge", "edge/edge", "ingress-nginx/edge"];

export const OPTIONS: Readonly<Record<string, Readonly<Record<string, Choice>>>> = {
  controller: {
    istio: { settings: {} },
    "gateway-api": { settings: { ingress: { controller: "gateway-api" } } },
    "gateway-api with baseline pods": {
      settings: { ingress: { controller: "gateway-api", gatewayPodSecurity: "baseline" } },
      policySettings: { "namespace-pod-security": { baselineNamespaces: ["edge"] } },
    },
    nginx: { settings: { ingress: { controller: "nginx" } } },
  },
  exposure: {
    privateLink: { settings: {} },
    publicLoadBalancer: {
      settings: { ingress: { exposure: { type: "publicLoadBalancer" } } },
      policySettings: { "service-no-public-load-balancer": { publicServices: PUBLIC_GATEWAYS } },
    },
  },
  certificates: {
    acme: { settings: {} },
    "acme with a zone of the origins": { settings: { publicDns: { originZone: { name: "origin.contoso.com" } } } },
    "acme with an account": { settings: ACME_ACCOUNT },
    "an issuer of the user's": { settings: { ingress: { issuer: "company", acmeEmail: undefined } } },
  },
  credential: {
    managedIdentity: { settings: credential("managedIdentity") },
    application: { settings: credential("application") },
    keyVaultCertificate: { settings: credential("keyVaultCertificate") },
    certificateFile: { settings: credential("certificateFile") },
    // Refused by the configuration itself where the tier is production.
    clientSecret: {
      settings: { tier: "nonProduction", ...credential("clientSecret") },
      policySettings: {
        "sidecar-no-client-secret": exempt("urn:*::*-catalog-deployment"),
        // The pack's profile is production, where the tier alone would not protect resources that hold data.
        "protect-stateful": exempt("urn:*"),
      },
    },
  },
  bind: {
    loopback: { settings: {} },
    pod: {
      settings: { workloads: { catalog: { sidecar: { bind: "pod" } } } },
      policySettings: { "sidecar-localhost-bind": { sidecarBind: "any" } },
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
      policySettings: { "postgres-entra-only": exempt("urn:*::*-postgres-server") },
    },
  },
  externalSecrets: { off: { settings: {} }, on: { settings: { kubernetes: { externalSecrets: true } } } },
  sharedKeys: {
    off: { settings: {} },
    on: {
      settings: { storage: { sharedKeyRotationDays: 30 } },
      policySettings: { "storage-no-shared-key": exempt("urn:*::*-storage-account") },
    },
  },
};

/** One choice for each option, by name. */
export type Combination = Readonly<Record<string, string>>;

/**
 * Pairwise test combinations, by a greedy search: any two choices of different options occur together at least once. Faults of two
 * combined options show in a hundredth of all combinations.
 */
export function pairwiseCombinations(options: Readonly<Record<string, Readonly<Record<string, unknown>>>>): readonly Combination[] {
  const uncovered = new Set(allPairs(options));
  const combinations: Combination[] = [];
  while (uncovered.size > 0) {
    const combination = fill(options, uncovered);
    for (const pair of pairsOfCombination(combination)) uncovered.delete(pair);
    combinations.push(combination);
  }
  return combinations;
}

function fill(options: Readonly<Record<string, object>>, uncovered: ReadonlySet<string>): Combination {
  const [seed = ""] = uncovered;
  const chosen: Record<string, string> = Object.fromEntries(seed.split(" & ").map((choice) => choice.split("=")));
  for (const [option, choices] of Object.entries(options)) {
    if (option in chosen) continue;
    const newPairs = (choice: string) => pairsOfCombination({ ...chosen, [option]: choice }).filter((pair) => uncovered.has(pair)).length;
    chosen[option] = Object.keys(choices).reduce((best, choice) => (newPairs(choice) > newPairs(best) ? choice : best));
  }
  return chosen;
}

function allPairs(options: Readonly<Record<string, object>>): readonly string[] {
  const choices = Object.entries(options).flatMap(([option, values]) => Object.keys(values).map((value) => ({ [option]: value })));
  return choices.flatMap((one) => choices.flatMap((other) => pairsOfCombination({ ...one, ...other })));
}

function pairsOfCombination(combination: Combination): readonly string[] {
  const choices = Object.entries(combination)
    .map(([option, choice]) => `${option}=${choice}`)
    .sort();
  return choices.flatMap((one, index) => choices.slice(index + 1).map((other) => `${one} & ${other}`));
}
