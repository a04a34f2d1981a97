import type { ReportedResource } from "../../model";
import type { TopologyNode } from "./nodes";
import { at, isKubernetes, listAt, namespaceOf, objectName, plainType, recordAt, textAt } from "./read";

/** An arrow of the drawing. */
export interface TopologyLink {
  readonly from: TopologyNode;
  readonly to: TopologyNode;
}

/** The arrows between the boxes, each once: as far as dependencies, ids, routes and selectors show them. */
export function linksOf(nodes: readonly TopologyNode[], resources: readonly ReportedResource[]): readonly TopologyLink[] {
  const context = { nodes, resources, byUrn: new Map(resources.map((resource) => [resource.urn, resource])) };
  const found = nodes.flatMap((from) => targetsOf(from, context).map((to) => ({ from, to })));
  return found.filter(({ from, to }, index) => found.findIndex((link) => link.from === from && link.to === to) === index);
}

interface Context {
  readonly nodes: readonly TopologyNode[];
  readonly resources: readonly ReportedResource[];
  readonly byUrn: ReadonlyMap<string, ReportedResource>;
}

function targetsOf(from: TopologyNode, context: Context): readonly TopologyNode[] {
  switch (from.stage) {
    case "entry":
      return entered(from, context);
    case "link":
      return context.nodes.filter(({ stage, lane, members }) => stage === "gateway" && lane === from.lane && sharesMember(members, from));
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
  const isTarget = ({ stage, members, subtitle }: TopologyNode, origin: ReportedResource): boolean => {
    if (stage !== "link" && stage !== "gateway" && stage !== "workload") return false;
    const link = textAt(origin.inputs, "sharedPrivateLinkResource", "privateLink", "id")?.split("/").at(-1);
    if (link !== undefined) return stage === "link" && subtitle === link;
    return isOrigin(origin, entry) && members.some(({ urn }) => origin.dependencies.includes(urn));
  };
  return nodes.filter((node) => own.some((origin) => isTarget(node, origin)));
}

/** Only what sends requests: logs and alerts of an entry point depend on it as well. */
function isOrigin(resource: ReportedResource, entry: ReportedResource): boolean {
  return resource === entry || /:(AFDOrigin|Origin|Backend|Api|Endpoint)$/.test(resource.type);
}

const ROUTES = /^(networking\.istio\.io:VirtualService|gateway\.networking\.k8s\.io:\w+Route|networking\.k8s\.io:Ingress)$/;

/** The workloads whose Services the routes of a gateway name. */
function routed(from: TopologyNode, { nodes, resources }: Context): readonly TopologyNode[] {
  const workloads = nodes.filter(({ stage, lane }) => stage === "workload" && lane === from.lane);
  const routes = resources.filter((route) => ROUTES.test(plainType(route.type)) && isRouteOf(route, from));
  const backends = routes.flatMap(backendsOf);
  const services = resources.filter((one) => plainType(one.type) === "core:Service");
  const balanced = from.members.filter(({ type }) => plainType(type) === "core:Service");
  const reached = [...services.filter((one) => backends.some((name) => name === `${objectName(one)}.${namespaceOf(one)}`)), ...balanced];
  return workloads.filter(({ members: [workload] }) => workload !== undefined && reached.some((service) => selects(service, workload)));
}

function isRouteOf(route: ReportedResource, { members }: TopologyNode): boolean {
  if (members.includes(route)) return true;
  const own = namespaceOf(route);
  const named = listAt(route.inputs, "spec", "gateways").map((name) => (`${name}`.includes("/") ? `${name}` : `${own}/${name}`));
  const referred = listAt(route.inputs, "spec", "parentRefs").map((ref) => `${textAt(ref, "namespace") ?? own}/${textAt(ref, "name")}`);
  const sameProvider = members.some(({ provider }) => provider === route.provider);
  return sameProvider && members.some((member) => [...named, ...referred].includes(`${namespaceOf(member)}/${objectName(member)}`));
}

/** `service.namespace` of each backend of a route. */
function backendsOf(route: ReportedResource): readonly string[] {
  const namespace = namespaceOf(route);
  const rules = listAt(route.inputs, "spec", "rules");
  const refs = rules.flatMap((rule) => listAt(rule, "backendRefs"));
  const paths = rules.flatMap((rule) => listAt(rule, "http", "paths"));
  const destinations = listAt(route.inputs, "spec", "http").flatMap((one) => listAt(one, "route"));
  return [
    ...refs.map((ref) => `${textAt(ref, "name")}.${textAt(ref, "namespace") ?? namespace}`),
    ...paths.map((path) => `${textAt(path, "backend", "service", "name")}.${namespace}`),
    ...destinations.flatMap((one) => hostName(textAt(one, "destination", "host"), namespace)),
  ];
}

function hostName(host: string | undefined, namespace: string): readonly string[] {
  const [service, own = namespace] = host?.split(".") ?? [];
  return service === undefined ? [] : [`${service}.${own}`];
}

function selects(service: ReportedResource, workload: ReportedResource): boolean {
  const selector = Object.entries(recordAt(service.inputs, "spec", "selector"));
  const labels = recordAt(workload.inputs, "spec", "template", "metadata", "labels");
  const isSame = namespaceOf(service) === namespaceOf(workload) && service.provider === workload.provider;
  return isSame && selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
}

/** The data that a workload depends on: itself, or by what it mounts in its namespace. */
function used({ members: [workload], lane }: TopologyNode, { nodes, byUrn }: Context): readonly TopologyNode[] {
  if (workload === undefined) return [];
  const own = workload.dependencies.flatMap((urn) => byUrn.get(urn) ?? []);
  const mounted = own.filter((one) => isKubernetes(one) && namespaceOf(one) === namespaceOf(workload) && at(one.inputs, "kind") !== "Pod");
  const urns = new Set([...workload.dependencies, ...mounted.flatMap(({ dependencies }) => dependencies)]);
  const isUsed = ({ members }: TopologyNode): boolean => members.some(({ urn }) => urns.has(urn));
  return nodes.filter((node) => node.stage === "data" && node.lane === lane && isUsed(node));
}
