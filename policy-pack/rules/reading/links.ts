import * as token from "../facts/tokens";
import type { RuleResource, StackView } from "../rule";
import { armPairs, sameText } from "./arm";
import { isMissing, isUnknown, type Value } from "./values";

/** Whether one resource refers to another: yes, no, or not decidable before they exist. */
export type Link = "linked" | "separate" | "undecided";

/** The inputs that make up a resource's ARM id below its resource group, outermost first: collection, input. */
const ADDRESS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  [token.AFD_PROFILE]: [["profiles", "profileName"]],
  [token.AFD_ENDPOINT]: [
    ["profiles", "profileName"],
    ["afdendpoints", "endpointName"],
  ],
  [token.AFD_CUSTOM_DOMAIN]: [
    ["profiles", "profileName"],
    ["customdomains", "customDomainName"],
  ],
  [token.NETWORK_SECURITY_GROUP]: [["networksecuritygroups", "networkSecurityGroupName"]],
  [token.PUBLIC_IP]: [["publicipaddresses", "publicIpAddressName"]],
  [token.VIRTUAL_NETWORK]: [["virtualnetworks", "virtualNetworkName"]],
  [token.LOG_ANALYTICS_WORKSPACE]: [["workspaces", "workspaceName"]],
  [token.PRIVATE_ENDPOINT]: [["privateendpoints", "privateEndpointName"]],
  [token.USER_ASSIGNED_IDENTITY]: [["userassignedidentities", "resourceName"]],
  [token.MANAGED_CLUSTER]: [["managedclusters", "resourceName"]],
  [token.VAULT]: [["vaults", "vaultName"]],
  [token.REGISTRY]: [["registries", "registryName"]],
  [token.STORAGE_ACCOUNT]: [["storageaccounts", "accountName"]],
  [token.POSTGRES_SERVER]: [["flexibleservers", "serverName"]],
  [token.COSMOS_ACCOUNT]: [["databaseaccounts", "accountName"]],
  [token.MONGO_CLUSTER]: [["mongoclusters", "mongoClusterName"]],
  [token.REDIS]: [["redis", "name"]],
  [token.REDIS_ENTERPRISE]: [["redisenterprise", "clusterName"]],
  [token.EVENT_HUB_NAMESPACE]: [["namespaces", "namespaceName"]],
  [token.SERVICE_BUS_NAMESPACE]: [["namespaces", "namespaceName"]],
  [token.SQL_SERVER]: [["servers", "serverName"]],
  [token.APP_CONFIGURATION]: [["configurationstores", "configStoreName"]],
  [token.MYSQL_SERVER]: [["flexibleservers", "serverName"]],
  [token.SEARCH_SERVICE]: [["searchservices", "searchServiceName"]],
  [token.COGNITIVE_ACCOUNT]: [["accounts", "accountName"]],
  [token.MANAGED_HSM]: [["managedhsms", "name"]],
  [token.KUSTO_CLUSTER]: [["clusters", "clusterName"]],
  [token.SYNAPSE_WORKSPACE]: [["workspaces", "workspaceName"]],
  [token.EVENT_GRID_TOPIC]: [["topics", "topicName"]],
};

/**
 * Whether one of the ids in a top-level property of a resource is the id of the target.
 *
 * The engine's property dependencies are evaluated first; an id that is known is compared with the target's inputs. An unknown id
 * that was computed from another resource with such an id cannot be the target's. One that was concatenated from other values (a
 * resource group's id and a fixed name) may be.
 */
export function linkById(stack: StackView, from: RuleResource, property: string, ids: readonly Value[], target: RuleResource): Link {
  const sources = stack.sourcesOf(from, property);
  if (sources.some((source) => source.urn === target.urn)) return "linked";
  return strongest(ids.map((id) => (typeof id === "string" ? linkOfId(id, target) : unknownLink(id, sources))));
}

/** Whether a child resource, which refers to its parent by an input of the same name as the parent's own, belongs to that parent. */
export function linkToParent(stack: StackView, child: RuleResource, parent: RuleResource): Link {
  const address = ADDRESS[parent.type] ?? [];
  const [, key] = address.at(-1) ?? ["", ""];
  const sources = stack.sourcesOf(child, key);
  if (sources.some((source) => source.urn === parent.urn)) return "linked";
  if (isUnknown(child.props[key])) return unknownLink(child.props[key], sources);
  return every([
    sameGroup(child.props.resourceGroupName, parent),
    ...address.map(([, input]) => sameName(child.props[input], parent, input)),
  ]);
}

export function strongest(links: readonly Link[]): Link {
  if (links.includes("linked")) return "linked";
  return links.includes("undecided") ? "undecided" : "separate";
}

function every(links: readonly Link[]): Link {
  if (links.includes("separate")) return "separate";
  return links.includes("undecided") ? "undecided" : "linked";
}

function unknownLink(id: Value, sources: readonly RuleResource[]): Link {
  return isUnknown(id) && !sources.some(({ type }) => ADDRESS[type] !== undefined) ? "undecided" : "separate";
}

function linkOfId(id: string, target: RuleResource): Link {
  const pairs = armPairs(id);
  const address = ADDRESS[target.type] ?? [];
  if (address.length === 0 || pairs.at(-1)?.[0] !== address.at(-1)?.[0]) return "separate";
  const name = (collection: string) => pairs.find(([key]) => key === collection)?.[1];
  return every([sameGroup(name("resourcegroups"), target), ...address.map(([key, input]) => sameName(name(key), target, input))]);
}

/** Groups differ only if both are known: an unknown or absent one may be the same. */
function sameGroup(group: Value, target: RuleResource): Link {
  const actual = target.props.resourceGroupName;
  return typeof group !== "string" || typeof actual !== "string" || sameText(group, actual) ? "linked" : "separate";
}

/** Compares physical names. Names that Pulumi generates begin with the resource's logical name. */
function sameName(name: Value, target: RuleResource, input: string): Link {
  const actual = target.props[input];
  if (isUnknown(name) || isUnknown(actual)) return "undecided";
  if (typeof name !== "string") return "separate";
  if (isMissing(actual)) return name.toLowerCase().startsWith(target.name.toLowerCase()) ? "undecided" : "separate";
  return sameText(name, actual) ? "linked" : "separate";
}
