import { GATEWAY_NAMESPACES, SYSTEM_NAMESPACES } from "../../../policy-pack/rules/facts/namespaces";
import { formatCidr, isCanonical, overlaps, parseCidr } from "../../plan/cidr";
import { carriesCredentials } from "../credentials";
import { type Fault, formatPath } from "../fault";
import type { WorkloadConfig } from "../schema";
import { check, checkMembers, faultIf, repeated } from "./check";
import { notBelow } from "./quantities";

/** Namespaces of Kubernetes, AKS, our add-ons and the controllers: some of them are outside what policies judge. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...SYSTEM_NAMESPACES,
  ...GATEWAY_NAMESPACES,
  ...["default", "cert-manager", "external-secrets", "dapr-system", "flux-system", "ingress-nginx", "edge", "edge-check"],
]);

const isReserved = (name: string): boolean => RESERVED_NAMES.has(name) || /^(kube|aks|azure)-/.test(name);

/** Environment keys that the platform sets itself, or that reconfigure .NET, the sidecar or workload identity. */
const RESERVED_ENVIRONMENT =
  /^(AzureAd|DownstreamApis|Sidecar|Kestrel)__|^(SIDECAR_URL|DATABASE_(HOST|NAME|USER)|BLOB_CONTAINER_URL|EVENT_HUB_(HOST|NAME|CONSUMER_GROUP)|AZURE_(CLIENT_ID|TENANT_ID|FEDERATED_TOKEN_FILE|AUTHORITY_HOST)|DOTNET_STARTUP_HOOKS|ASPNETCORE_HOSTINGSTARTUPASSEMBLIES)$/i;

/** Names that end in what is secret, not such as DB_PASSWORD_FILE, TOKEN_ENDPOINT or MAX_TOKENS. */
const SECRET_ENVIRONMENT =
  /(passwords?|passwd|secrets?|token|api_?keys?|access_?keys?|connection_?strings?|credentials?)(_?(value|primary|secondary|\d+))?$/i;

/** Addresses of the host that hand out identity and configuration: never a destination. */
const CLOSED_RANGES = ["169.254.0.0/16", "168.63.129.16/32"];

/** Widest range of an egress rule: more is no rule. */
const WIDEST_EGRESS = 8;

function environment(name: string, { environment: settings }: WorkloadConfig): readonly Fault[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const path = `workloads.${name}.environment.${key}`;
    return [
      ...faultIf(RESERVED_ENVIRONMENT.test(key), path, undefined, "another key: the platform sets this one"),
      ...faultIf(SECRET_ENVIRONMENT.test(key), path, undefined, "a key that is no secret: secrets belong into uses.keyVault"),
      ...faultIf(
        carriesCredentials(value),
        path,
        undefined,
        "a value without password, key or signature: secrets belong into uses.keyVault",
      ),
    ];
  });
}

function egress(name: string, workload: WorkloadConfig): readonly Fault[] {
  return workload.egress.flatMap(({ cidr }, index) => {
    const path = `workloads.${name}.egress[${index}].cidr`;
    const range = parseCidr(cidr);
    return [
      ...faultIf(!isCanonical(cidr), path, cidr, `its first address, ${formatCidr(range)}`),
      ...faultIf(range.prefix < WIDEST_EGRESS, path, cidr, `/${WIDEST_EGRESS} or smaller; internetHttps opens public HTTPS`),
      ...CLOSED_RANGES.filter((closed) => range.prefix >= WIDEST_EGRESS && overlaps(parseCidr(closed), range)).map(
        (closed): Fault => ({ path, given: cidr, allowed: `a range apart from ${closed}, the host's own services` }),
      ),
    ];
  });
}

function sizes(name: string, { replicas, cpuLimit, cpuRequest, memoryLimit, memoryRequest }: WorkloadConfig): readonly Fault[] {
  const path = `workloads.${name}`;
  return [
    ...faultIf(replicas.min > replicas.max, `${path}.replicas.min`, replicas.min, `at most replicas.max (${replicas.max})`),
    ...notBelow(`${path}.cpuLimit`, cpuLimit, "cpuRequest", cpuRequest),
    ...notBelow(`${path}.memoryLimit`, memoryLimit, "memoryRequest", memoryRequest),
  ];
}

const some = check(["workloads"], ({ workloads }) =>
  faultIf(Object.keys(workloads).length === 0, "workloads", undefined, "at least one workload"),
);

const each = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, workload]) => [
    ...faultIf(isReserved(name), `workloads.${name}`, undefined, "another name: the workload's namespace would meet one of the system's"),
    ...environment(name, workload),
    ...egress(name, workload),
    ...sizes(name, workload),
  ]),
);

const poolsExist = checkMembers(["workloads", "cluster"], ({ workloads, cluster }) =>
  Object.entries(workloads).flatMap(([name, { pool }]) =>
    faultIf(
      pool !== undefined && !Object.hasOwn(cluster.userPools, pool),
      `workloads.${name}.pool`,
      pool,
      `one of ${Object.keys(cluster.userPools).join(", ")}`,
    ),
  ),
);

const databasesOnce = checkMembers(["workloads"], ({ workloads }) => {
  const users = Object.entries(workloads).flatMap(([name, { uses }]) =>
    uses.database === undefined ? [] : [{ name, database: uses.database }],
  );
  return repeated(users.map(({ database }) => database)).map((index) => ({
    path: `workloads.${users[index]?.name}.uses.database`,
    given: users[index]?.database,
    allowed: "a database that no other workload uses",
  }));
});

/** Azure: Event Hubs quotas, consumer groups of a hub in the Standard tier, less `$Default`. */
const MOST_LISTENERS = 19;

const listeners = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads)
    .filter(([, { uses }]) => uses.eventHub === "listen")
    .slice(MOST_LISTENERS)
    .map(([name]) => ({
      path: `workloads.${name}.uses.eventHub`,
      given: "listen",
      allowed: `at most ${MOST_LISTENERS} listeners: each has a consumer group of its own`,
    })),
);

const RESERVED_TAGS = ["platform", "environment", "managed-by", "stamp"];

/** DNS zones and Front Door take 15 (ARM: tag resources, limitations); the platform's own are among them. */
const MOST_TAGS = 15 - RESERVED_TAGS.length;

/** Azure ignores the case of tag names. */
const tags = checkMembers(["tags"], ({ tags: own }) => {
  const names = Object.keys(own);
  const lower = names.map((name) => name.toLowerCase());
  const at = (index: number) => formatPath(["tags", names[index] ?? ""]);
  return [
    ...lower.flatMap((name, index) =>
      faultIf(RESERVED_TAGS.includes(name), at(index), undefined, "another key: the platform sets this tag"),
    ),
    ...repeated(lower).map((index): Fault => ({ path: at(index), allowed: "a name that differs by more than case" })),
    ...faultIf(names.length > MOST_TAGS, "tags", undefined, `at most ${MOST_TAGS} tags beside the platform's own`),
  ];
});

export const workloadChecks = [some, each, poolsExist, databasesOnce, listeners, tags];
