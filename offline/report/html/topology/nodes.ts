import type { ReportedResource } from "../../model";
import { grouped } from "../grouped";
import type { Lane, Lanes } from "./lanes";
import { containerNotes, entryNotes, privateEndpointNotes, replicasOf } from "./notes";
import { at, azureName, isKubernetes, listAt, namespaceOf, objectName, plainType, recordAt, textAt } from "./read";
import { AZURE, GATEWAYS, type Stage, WORKLOADS } from "./stages";

/** A box of the drawing: one resource, or several that serve one purpose. */
export interface TopologyNode {
  readonly stage: Stage;
  /** Undefined for what several lanes share. */
  readonly lane: Lane | undefined;
  readonly title: string;
  readonly subtitle: string;
  /** Lines below the title. */
  readonly notes: readonly string[];
  /** The first is the one that the box stands for. */
  readonly members: readonly ReportedResource[];
}

/** The boxes, in the order of registration. */
export function nodesOf(resources: readonly ReportedResource[], lanes: Lanes): readonly TopologyNode[] {
  const ofType = (plain: string) => resources.filter(({ type }) => plainType(type) === plain);
  const [scalers, endpoints] = [ofType("autoscaling:HorizontalPodAutoscaler"), ofType("network:PrivateEndpoint")];
  const nodes = resources.flatMap((resource) =>
    isKubernetes(resource) ? kubernetesNodes(resource, scalers, lanes) : azureNodes(resource, { all: resources, endpoints }, lanes),
  );
  return [...nodes, ...gateways(resources, lanes)].map(placed);
}

/** Entry points and shared services belong to no lane; everything else that has none is in one together. */
function placed(node: TopologyNode): TopologyNode {
  if (node.stage === "entry" || node.stage === "support") return { ...node, lane: undefined };
  if (node.lane !== undefined) return node;
  return node.stage === "data" ? { ...node, stage: "support" } : { ...node, lane: NO_LANE };
}

const NO_LANE: Lane = { name: "No region", cluster: undefined };

type Around = Readonly<Record<"all" | "endpoints", readonly ReportedResource[]>>;

function azureNodes(resource: ReportedResource, { all, endpoints }: Around, lanes: Lanes): readonly TopologyNode[] {
  const found = resource.type.startsWith("azure-native:") ? AZURE[plainType(resource.type)] : undefined;
  if (found === undefined || resource.external) return [];
  const [stage, title] = found;
  const notes = stage === "entry" ? entryNotes(resource, all) : privateEndpointNotes(resource, endpoints);
  return [{ stage, lane: lanes.of(resource), title, subtitle: azureName(resource), notes, members: [resource] }];
}

function kubernetesNodes(resource: ReportedResource, scalers: readonly ReportedResource[], lanes: Lanes): readonly TopologyNode[] {
  if (resource.external) return [];
  const lane = lanes.of(resource);
  const kind = resource.type.split(":").at(-1) ?? "";
  if (WORKLOADS.has(kind)) return [{ stage: "workload", lane, ...workloadTexts(resource, kind, scalers), members: [resource] }];
  const annotations = recordAt(resource.inputs, "metadata", "annotations");
  if (kind !== "Service" || annotations[`${AZURE_SERVICE}pls-create`] !== "true") return [];
  const subtitle = textAt(annotations, `${AZURE_SERVICE}pls-name`) ?? objectName(resource);
  return [{ stage: "link", lane, title: "Private Link Service", subtitle, notes: [], members: [resource] }];
}

/** The namespace is said where it is not named like the workload; the replicas have a line of their own then. */
function workloadTexts(resource: ReportedResource, kind: string, scalers: readonly ReportedResource[]) {
  const [namespace, title] = [namespaceOf(resource), objectName(resource)];
  const replicas = replicasOf(resource, scalers);
  const containers = containerNotes(resource);
  if (namespace !== title) {
    return { title, subtitle: `${kind} in ${namespace}`, notes: [...(replicas === undefined ? [] : [replicas]), ...containers] };
  }
  return { title, subtitle: [kind, replicas].filter(Boolean).join(", "), notes: containers };
}

const AZURE_SERVICE = "service.beta.kubernetes.io/azure-";

/** One box for everything in a namespace through which requests enter the cluster. */
function gateways(resources: readonly ReportedResource[], lanes: Lanes): readonly TopologyNode[] {
  const found = resources.filter((resource) => isKubernetes(resource) && isGateway(resource));
  const groups = grouped(found, (resource) => `${resource.provider}/${namespaceOf(resource)}`);
  return Array.from(groups.values(), (members) => gatewayNode(members, lanes)).flatMap((node) => node ?? []);
}

function isGateway({ type, inputs }: ReportedResource): boolean {
  return GATEWAYS[plainType(type)] !== undefined || (plainType(type) === "core:Service" && isBalanced(inputs));
}

function isBalanced(inputs: ReportedResource["inputs"]): boolean {
  return at(inputs, "spec", "type") === "LoadBalancer";
}

function gatewayNode(members: readonly ReportedResource[], lanes: Lanes): TopologyNode | undefined {
  const titled = members.find(({ type }) => GATEWAYS[plainType(type)] !== undefined) ?? members[0];
  if (titled === undefined) return undefined;
  const title = GATEWAYS[plainType(titled.type)] ?? "Load balancer";
  const subtitle = members.length === 1 ? `${namespaceOf(titled)}/${objectName(titled)}` : namespaceOf(titled);
  const balancers = members.filter(({ inputs }) => isBalanced(inputs));
  const addresses = balancers.flatMap(({ inputs }) => addressOf(inputs) ?? []);
  const protocols = listAt(titled.inputs, "spec", "servers").flatMap((server) => textAt(server, "port", "protocol") ?? []);
  const details = [...new Set([...addresses, ...protocols])].join(", ");
  return {
    ...{ stage: "gateway", lane: lanes.of(titled), title, subtitle },
    notes: [...new Set(balancers.map(balancerNote)), ...(details === "" ? [] : [details])],
    members: [titled, ...members.filter((member) => member !== titled)],
  };
}

function balancerNote({ inputs }: ReportedResource): string {
  const isInternal = at(inputs, "metadata", "annotations", `${AZURE_SERVICE}load-balancer-internal`) === "true";
  return isInternal ? "Internal load balancer" : "Public load balancer";
}

function addressOf(inputs: ReportedResource["inputs"]): string | undefined {
  return textAt(inputs, "metadata", "annotations", `${AZURE_SERVICE}load-balancer-ipv4`) ?? textAt(inputs, "spec", "loadBalancerIP");
}
