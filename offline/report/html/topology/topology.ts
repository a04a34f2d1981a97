import type { ReportedResource } from "../../model";
import type { Lane, Lanes } from "./lanes";
import { linksOf, type TopologyLink } from "./links";
import { nodesOf, type TopologyNode } from "./nodes";

/** How requests reach the workloads of a stack, and what these use. */
export interface Topology {
  readonly lanes: readonly Lane[];
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
}

/** Undefined where the stack has neither an entry point nor a workload. */
export function topologyOf(resources: readonly ReportedResource[], lanes: Lanes): Topology | undefined {
  const nodes = nodesOf(resources, lanes);
  const isOnTheWay = ({ stage }: TopologyNode): boolean => stage !== "data" && stage !== "support";
  if (!nodes.some(isOnTheWay)) return undefined;
  return { lanes: [...new Set(nodes.flatMap(({ lane }) => lane ?? []))], nodes, links: linksOf(nodes, resources) };
}
