import { GATEWAY_NAMESPACES, SYSTEM_NAMESPACES } from "../../../policy-pack/rules/facts/namespaces";
import { contains, formatCidr, isCanonical, overlaps, parseCidr } from "../../plan/cidr";
import { planSubnets, SMALLEST_ADDRESS_SPACE } from "../../plan/subnets";
import { containsCredentials } from "../credentials";
import { type Fault, formatPath } from "../fault";
import type { WorkloadConfig } from "../schema";
import { check, checkMembers, duplicateIndexes, faultIf } from "./check";
import { checkLimit } from "./quantities";

/** Namespaces of Kubernetes, AKS, the platform's add-ons and the ingress controllers; policies exclude some of them. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...SYSTEM_NAMESPACES,
  ...GATEWAY_NAMESPACES,
  ...["default", "cert-manager", "external-secrets", "dapr-system", "flux-system", "ingress-nginx", "edge", "edge-check"],
]);

const isReserved = (name: string): boolean => RESERVED_NAMES.has(name) || /^(kube|aks|azure)-/.test(name);

/** Environment variables that the platform sets, or that reconfigure .NET, the sidecar or workload identity. */
const RESERVED_ENVIRONMENT =
  /^(AzureAd|DownstreamApis|Sidecar|Kestrel)__|^(SIDECAR_URL|DATABASE_(HOST|NAME|USER)|BLOB_CONTAINER_URL|EVENT_HUB_(HOST|NAME|CONSUMER_GROUP)|TLS_(CERT|KEY|CA)_FILE|AZURE_(CLIENT_ID|TENANT_ID|FEDERATED_TOKEN_FILE|AUTHORITY_HOST)|DOTNET_STARTUP_HOOKS|ASPNETCORE_HOSTINGSTARTUPASSEMBLIES)$/i;

/** Names that end in a word for a secret; names such as DB_PASSWORD_FILE, TOKEN_ENDPOINT or MAX_TOKENS do not match. */
const SECRET_ENVIRONMENT =
  /(passwords?|passwd|secrets?|token|api_?keys?|access_?keys?|connection_?strings?|credentials?)(_?(value|primary|secondary|\d+))?$/i;

/** Instance metadata service and wire server of Azure, which provide tokens and configuration of the node. */
const REFUSED_RANGES = ["169.254.0.0/16", "168.63.129.16/32"];

/** Shortest prefix of an egress rule. */
const MIN_EGRESS_PREFIX = 8;

function environment(name: string, { environment: settings }: WorkloadConfig): readonly Fault[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const path = `workloads.${name}.environment.${key}`;
    return [
      ...faultIf(RESERVED_ENVIRONMENT.test(key), path, undefined, "another name: the platform sets this one"),
      ...faultIf(SECRET_ENVIRONMENT.test(key), path, undefined, "a name that does not denote a secret: list secrets in uses.keyVault"),
      ...faultIf(
        containsCredentials(value),
        path,
        undefined,
        "a value without a password, key or signature: list secrets in uses.keyVault",
      ),
    ];
  });
}

function egress(name: string, workload: WorkloadConfig): readonly Fault[] {
  return workload.egress.flatMap(({ cidr }, index) => {
    const path = `workloads.${name}.egress[${index}].cidr`;
    const range = parseCidr(cidr);
    return [
      ...faultIf(!isCanonical(cidr), path, cidr, `a range without host bits: ${formatCidr(range)}`),
      ...faultIf(
        range.prefix < MIN_EGRESS_PREFIX,
        path,
        cidr,
        `a range of /${MIN_EGRESS_PREFIX} or smaller; for public HTTPS set internetHttps`,
      ),
      ...REFUSED_RANGES.filter((refused) => range.prefix >= MIN_EGRESS_PREFIX && overlaps(parseCidr(refused), range)).map(
        (refused): Fault => ({ path, actual: cidr, allowed: `a range that does not overlap ${refused}, which Azure's host services use` }),
      ),
    ];
  });
}

function sizes(name: string, { replicas, cpuLimit, cpuRequest, memoryLimit, memoryRequest }: WorkloadConfig): readonly Fault[] {
  const path = `workloads.${name}`;
  return [
    ...faultIf(replicas.min > replicas.max, `${path}.replicas.min`, replicas.min, `at most replicas.max (${replicas.max})`),
    ...checkLimit(`${path}.cpuLimit`, cpuLimit, "cpuRequest", cpuRequest),
    ...checkLimit(`${path}.memoryLimit`, memoryLimit, "memoryRequest", memoryRequest),
  ];
}

const atLeastOne = check(["workloads"], ({ workloads }) =>
  faultIf(Object.keys(workloads).length === 0, "workloads", undefined, "at least one workload"),
);

const each = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, workload]) => [
    ...faultIf(isReserved(name), `workloads.${name}`, undefined, "another name: this namespace belongs to the system or the platform"),
    ...environment(name, workload),
    ...egress(name, workload),
    ...sizes(name, workload),
  ]),
);

/**
 * Cilium matches pods and nodes by their identity, never by an address, and translates a Service's address before it applies a policy
 * (Microsoft Learn: Azure CNI powered by Cilium, limitations). A wider range matches everything else in it. All stamps have the same ranges
 * of pods and Services, but each its own nodes: with several stamps, a rule for the nodes of one works in the others.
 */
const effectiveEgress = checkMembers(["workloads", "network", "stamps"], ({ workloads, network, stamps }) => {
  const inside = [
    { what: "network.podCidr", cidr: network.podCidr },
    { what: "network.serviceCidr", cidr: network.serviceCidr },
    ...(stamps.length === 1 ? stamps : []).map(({ addressSpace }) => ({ what: "the nodes of stamps[0]", cidr: nodesOf(addressSpace) })),
  ];
  return Object.entries(workloads).flatMap(([name, { egress }]) =>
    egress.flatMap(({ cidr }, index) => {
      const range = inside.find(({ cidr: outer }) => outer !== undefined && contains(parseCidr(outer), parseCidr(cidr)));
      return faultIf(
        range !== undefined,
        `workloads.${name}.egress[${index}].cidr`,
        cidr,
        `a range outside ${range?.what} (${range?.cidr}): network policies match pods, Services and nodes never by address`,
      );
    }),
  );
});

/** Range of a stamp's nodes, or undefined if another check refuses the stamp's range. */
function nodesOf(addressSpace: string): string | undefined {
  return parseCidr(addressSpace).prefix > SMALLEST_ADDRESS_SPACE ? undefined : planSubnets(addressSpace).nodes.addressPrefix;
}

const existingPools = checkMembers(["workloads", "cluster"], ({ workloads, cluster }) =>
  Object.entries(workloads).flatMap(([name, { pool }]) =>
    faultIf(
      pool !== undefined && !Object.hasOwn(cluster.userPools, pool),
      `workloads.${name}.pool`,
      pool,
      `a name in cluster.userPools (${Object.keys(cluster.userPools).join(", ")})`,
    ),
  ),
);

const uniqueDatabases = checkMembers(["workloads"], ({ workloads }) => {
  const users = Object.entries(workloads).flatMap(([name, { uses }]) =>
    uses.database === undefined ? [] : [{ name, database: uses.database }],
  );
  return duplicateIndexes(users.map(({ database }) => database)).map(
    (index): Fault => ({
      path: `workloads.${users[index]?.name}.uses.database`,
      actual: users[index]?.database,
      allowed: "a database that no other workload uses",
    }),
  );
});

/** Event Hubs quota of consumer groups per hub in the Standard tier, without `$Default`. */
const MAX_LISTENERS = 19;

const listeners = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads)
    .filter(([, { uses }]) => uses.eventHub === "listen")
    .slice(MAX_LISTENERS)
    .map(
      ([name]): Fault => ({
        path: `workloads.${name}.uses.eventHub`,
        actual: "listen",
        allowed: `at most ${MAX_LISTENERS} listeners: each has its own consumer group`,
      }),
    ),
);

const RESERVED_TAGS = ["platform", "environment", "managed-by", "stamp"];

/** DNS zones and Front Door allow 15 tags (ARM: tag resources, limitations), of which the platform sets some. */
const MAX_TAGS = 15 - RESERVED_TAGS.length;

/** Azure tag names are case-insensitive. */
const tags = checkMembers(["tags"], ({ tags: configured }) => {
  const names = Object.keys(configured);
  const lower = names.map((name) => name.toLowerCase());
  const pathOf = (index: number) => formatPath(["tags", names[index] ?? ""]);
  return [
    ...lower.flatMap((name, index) =>
      faultIf(RESERVED_TAGS.includes(name), pathOf(index), undefined, "another name: the platform sets this tag"),
    ),
    ...duplicateIndexes(lower).map(
      (index): Fault => ({ path: pathOf(index), allowed: "a name that differs from earlier ones in more than case" }),
    ),
    ...faultIf(names.length > MAX_TAGS, "tags", undefined, `at most ${MAX_TAGS} tags in addition to the platform's own`),
  ];
});

const ignoredTags = check(["tags", "governance"], ({ tags: configured, governance }) => {
  const own = [...RESERVED_TAGS, ...Object.keys(configured)].map((name) => name.toLowerCase());
  return governance.ignoredTags.flatMap((name, index) =>
    faultIf(
      own.includes(name.toLowerCase()),
      `governance.ignoredTags[${index}]`,
      name,
      "a tag that neither tags nor the platform sets: a change of its value would have no effect",
    ),
  );
});

export const workloadChecks = [atLeastOne, each, effectiveEgress, existingPools, uniqueDatabases, listeners, tags, ignoredTags];
