import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { isInPerimeter } from "../reading/firewall";
import { unlessExcluded } from "../reading/listed";
import { ENDPOINTS, endpointLink } from "../reading/privateEndpoints";
import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, type Finding, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

/** Services that hold data and can be reached through a private endpoint. */
export const DATA_SERVICES = [
  token.VAULT,
  token.REGISTRY,
  token.STORAGE_ACCOUNT,
  token.POSTGRES_SERVER,
  token.COSMOS_ACCOUNT,
  token.MONGO_CLUSTER,
  token.REDIS,
  token.REDIS_ENTERPRISE,
  token.EVENT_HUB_NAMESPACE,
  token.SERVICE_BUS_NAMESPACE,
  token.SQL_SERVER,
  token.APP_CONFIGURATION,
  token.MYSQL_SERVER,
  token.SEARCH_SERVICE,
  token.COGNITIVE_ACCOUNT,
  token.MANAGED_HSM,
  token.KUSTO_CLUSTER,
  token.SYNAPSE_WORKSPACE,
  token.EVENT_GRID_TOPIC,
] as const;

/** Tiers that cannot have a private endpoint, and the tier that can (each service's page on private endpoints). */
const TIERS: Readonly<Record<string, { readonly without: readonly string[]; readonly needed: string }>> = {
  [token.SERVICE_BUS_NAMESPACE]: { without: ["Basic", "Standard"], needed: "Premium" },
  [token.EVENT_HUB_NAMESPACE]: { without: ["Basic"], needed: "Standard" },
  [token.REGISTRY]: { without: ["Basic", "Standard"], needed: "Premium" },
  [token.APP_CONFIGURATION]: { without: ["Free"], needed: "Standard" },
  [token.SEARCH_SERVICE]: { without: ["Free"], needed: "basic" },
};

/** Inputs that place a service inside a virtual network instead, after which it cannot have a private endpoint. */
const INJECTED = ["network.delegatedSubnetResourceId", "subnetId", "virtualNetworkConfiguration.subnetId"] as const;

/** Where services keep the input that leaves access to a network security perimeter. */
const PUBLIC_ACCESS = ["publicNetworkAccess", "properties.publicNetworkAccess"] as const;

/** Compliant: a private endpoint of the stack leads to every data service, or the service stands in a network or perimeter itself. */
export function checkPrivateEndpointCoverage(stack: StackView): Outcome {
  const services = stack.ofType(...DATA_SERVICES);
  if (services.length === 0) return NOT_APPLICABLE;
  return services.flatMap((service) => {
    const { exempt, path } = exemption(service);
    return unlessExcluded(exempt, path, service, () => judgeService(stack, service));
  });
}

function judgeService(stack: StackView, service: RuleResource): CheckResults {
  const link = endpointLink(stack, service);
  if (link === "linked") return [];
  if (link === "undecided") return [{ unknown: ENDPOINTS, resource: service }];
  return [{ path: ENDPOINTS, found: undefined, expected: "a private endpoint", ...tierFix(service), resource: service }];
}

function tierFix({ type, props }: RuleResource): Pick<Finding, "fix"> {
  const tier = TIERS[type];
  const name = get(props, "sku.name");
  if (tier === undefined || !tier.without.some((one) => sameText(one, name))) return {};
  return { fix: `Set sku.name to ${tier.needed}, since tier ${String(name)} has no private endpoints, and add a PrivateEndpoint.` };
}

interface Exemption {
  readonly exempt: Match;
  /** Input that says so. */
  readonly path: string;
}

/** Whether a service stands in a network or a perimeter itself. */
function exemption({ props }: RuleResource): Exemption {
  const all: readonly Exemption[] = [
    ...INJECTED.map((path): Exemption => ({ path, exempt: isGiven(props, path) })),
    ...PUBLIC_ACCESS.map((path): Exemption => ({ path, exempt: isInPerimeter(get(props, path)) })),
  ];
  const telling = all.find(({ exempt }) => exempt === true) ?? all.find(({ exempt }) => isUnknown(exempt));
  return telling ?? { exempt: false, path: "" };
}

/** An id that does not exist yet was given; of what is inside an object that does not exist yet, nothing is known. */
function isGiven(props: Value, path: string): Match {
  const [parent = ""] = path.split(".");
  return parent !== path && isUnknown(get(props, parent)) ? UNKNOWN : !isMissing(get(props, path));
}
