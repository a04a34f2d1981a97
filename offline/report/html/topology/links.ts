import type { ReportedResource } from "../../model";
import { grouped } from "../grouped";
import type { Lane } from "./lanes";
import type { TopologyNode } from "./nodes";
import { at, isKubernetes, namespaceOf, textAt } from "./read";
import { Routing } from "./routing";

/** An arrow of the drawing. */
export interface TopologyLink {
  readonly from: TopologyNode;
  readonly to: TopologyNode;
}

/** The arrows between the boxes, each once: as far as dependencies, ids, routes and selectors show them. */
export function linksOf(nodes: readonly TopologyNode[], resources: readonly ReportedResource[]): readonly TopologyLink[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const context = { nodes, inLane: grouped(nodes, ({ lane }) => lane), resources, byUrn, routing: new Routing(resources) };
  return nodes.flatMap((from) => targetsOf(from, context).map((to) => ({ from, to })));
}

interface Context {
  readonly nodes: readonly TopologyNode[];
  readonly inLane: ReadonlyMap<Lane | undefined, readonly TopologyNode[]>;
  readonly resources: readonly ReportedResource[];
  readonly byUrn: ReadonlyMap<string, ReportedResource>;
  readonly routing: Routing;
}

function targetsOf(from: TopologyNode, context: Context): readonly TopologyNode[] {
  switch (from.stage) {
    case "entry":
      return entered(from, context);
    case "link":
      return (context.inLane.get(from.lane) ?? []).filter(({ stage, members }) => stage === "gateway" && sharesMember(members, from));
    case "gateway":
      return routed(from, context);
    case "workload":
      return used(from, context);
    default:
      return [];
  }
}

function sharesMember(members: readonly ReportedResource[], from: TopologyNode): boolean {
  const [first] = from.members;
  return members.some((member) => member === first) || (first !== undefined && !isKubernetes(first));
}

/** Where an entry point sends requests: what its origins name, or depend on. Behind a private link only the link. */
function entered({ members: [entry] }: TopologyNode, { nodes, resources }: Context): readonly TopologyNode[] {
  if (entry === undefined) return [];
  const own = [entry, ...resources.filter(({ custom, dependencies }) => custom && dependencies.includes(entry.urn))];
  const links = new Set(own.flatMap((one) => privateLinkOf(one) ?? []));
  const origins = own.filter((one) => privateLinkOf(one) === undefined && isOrigin(one, entry));
  const urns = new Set(origins.flatMap(({ dependencies }) => dependencies));
  return nodes.filter(({ stage, members, subtitle }) => {
    if (stage === "link" && links.has(subtitle)) return true;
    return (stage === "link" || stage === "gateway" || stage === "workload") && members.some(({ urn }) => urns.has(urn));
  });
}

/** Name of the Private Link Service through which an origin is reached. */
function privateLinkOf({ inputs }: ReportedResource): string | undefined {
  return textAt(inputs, "sharedPrivateLinkResource", "privateLink", "id")?.split("/").at(-1);
}

/** Only what sends requests: logs and alerts of an entry point depend on it as well. */
function isOrigin(resource: ReportedResource, entry: ReportedResource): boolean {
  return resource === entry || /:(AFDOrigin|Origin|Backend|Api|Endpoint)$/.test(resource.type);
}

/** The workloads of its cluster to which a gateway leads. */
function routed(from: TopologyNode, { inLane, routing }: Context): readonly TopologyNode[] {
  const isReached = routing.from(from.members);
  return (inLane.get(from.lane) ?? []).filter(
    ({ stage, members: [workload] }) => stage === "workload" && workload !== undefined && isReached(workload),
  );
}

/** The data that a workload depends on: itself, or by what it mounts in its namespace. */
function used({ members: [workload], lane }: TopologyNode, { inLane, byUrn }: Context): readonly TopologyNode[] {
  if (workload === undefined) return [];
  const own = workload.dependencies.flatMap((urn) => byUrn.get(urn) ?? []);
  const mounted = own.filter((one) => isKubernetes(one) && namespaceOf(one) === namespaceOf(workload) && at(one.inputs, "kind") !== "Pod");
  const urns = new Set([...workload.dependencies, ...mounted.flatMap(({ dependencies }) => dependencies)]);
  const isUsed = ({ members }: TopologyNode): boolean => members.some(({ urn }) => urns.has(urn));
  return (inLane.get(lane) ?? []).filter((node) => node.stage === "data" && isUsed(node));
}
