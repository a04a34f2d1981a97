import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { isInPerimeter, PUBLIC_ACCESS } from "../reading/firewall";
import { unlessExcluded } from "../reading/listed";
import { ENDPOINTS, endpointLink } from "../reading/privateEndpoints";
import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
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

/** Compliant: every data service has a private endpoint in the stack, or is itself inside a virtual network or perimeter. */
export function checkPrivateEndpointCoverage(stack: StackView): Outcome {
  const services = stack.ofType(...DATA_SERVICES);
  if (services.length === 0) return NOT_APPLICABLE;
  return services.flatMap((service) => {
    const { excluded, path } = exclusionOf(service);
    return unlessExcluded(excluded, path, service, () => checkService(stack, service));
  });
}

function checkService(stack: StackView, service: RuleResource): CheckResults {
  const link = endpointLink(stack, service);
  if (link === "linked") return [];
  if (link === "undecided") return [{ unknown: ENDPOINTS, resource: service }];
  return [{ path: ENDPOINTS, found: undefined, expected: "a private endpoint", ...tierFix(service), resource: service }];
}

function tierFix({ type, props }: RuleResource): Pick<Finding, "fix"> {
  const tier = TIERS[type];
  const name = get(props, "sku.name");
  if (tier === undefined || !tier.without.some((one) => sameText(one, name))) return {};
  return { fix: `Set sku.name to ${tier.needed}, since tier ${toText(name)} has no private endpoints, and add a PrivateEndpoint.` };
}

interface Exclusion {
  readonly excluded: Match;
  /** Input that decides it. */
  readonly path: string;
}

/** Whether a service is itself inside a virtual network or a perimeter, and therefore not evaluated. */
function exclusionOf({ props }: RuleResource): Exclusion {
  const all: readonly Exclusion[] = [
    ...INJECTED.map((path): Exclusion => ({ path, excluded: isSet(props, path) })),
    ...PUBLIC_ACCESS.map((path): Exclusion => ({ path, excluded: isInPerimeter(get(props, path)) })),
  ];
  const decisive = all.find(({ excluded }) => excluded === true) ?? all.find(({ excluded }) => isUnknown(excluded));
  return decisive ?? { excluded: false, path: "" };
}

/** An id that is not known yet is set; whether an input inside an unknown object is set is itself unknown. */
function isSet(props: Value, path: string): Match {
  const [parent = ""] = path.split(".");
  return parent !== path && isUnknown(get(props, parent)) ? UNKNOWN : !isMissing(get(props, path));
}
