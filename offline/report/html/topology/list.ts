import { grouped } from "../grouped";
import { html, type Markup } from "../markup";
import { resourceLink, type View } from "../view";
import { laneTitle } from "./drawing";
import type { TopologyLink } from "./links";
import type { TopologyNode } from "./nodes";
import { LANE_STAGES, type LaneStage } from "./stages";
import type { Topology } from "./topology";

/** What the drawing shows, as nested lists. */
export function renderList(topology: Topology, view: View): Markup {
  const { nodes, lanes } = topology;
  const links = grouped(topology.links, ({ from }) => from);
  const item = (node: TopologyNode): Markup => html`<li>${nodeText(node, links.get(node) ?? [], view)}</li>`;
  const group = (title: string, members: readonly TopologyNode[]): Markup | undefined =>
    members.length === 0 ? undefined : html`<li><span class="term">${title}</span><ul>${members.map(item)}</ul></li>\n`;
  const stages = Object.keys(LANE_STAGES) as LaneStage[];
  const ofStage = (stage: string, lane?: unknown) => nodes.filter((node) => node.stage === stage && node.lane === lane);
  return html`<ul class="tree">
${group("Entry", ofStage("entry"))}${lanes.map(
  (lane) =>
    html`<li><span class="term">${laneTitle(lane)}</span><ul>${stages.map((stage) => group(LANE_STAGES[stage], ofStage(stage, lane)))}</ul></li>\n`,
)}${group("Shared", ofStage("support"))}</ul>`;
}

function nodeText(node: TopologyNode, links: readonly TopologyLink[], view: View): Markup {
  const [first] = node.members;
  const name =
    first === undefined
      ? html`${node.subtitle}`
      : resourceLink(view, first.urn, node.subtitle === "" ? node.title : `${node.title} ${node.subtitle}`);
  const targets = links.map(({ to }) => placeOf(to, node));
  const notes = node.notes.length === 0 ? "" : `: ${node.notes.join("; ")}`;
  return html`${name}${notes}${targets.length === 0 ? "" : `. Leads to ${targets.join(", ")}`}`;
}

/** A box by its name; with its lane where the arrow leads into it. */
function placeOf({ title, subtitle, lane, stage }: TopologyNode, from: TopologyNode): string {
  const name = stage === "workload" ? title : `${title} ${subtitle}`;
  return lane === from.lane || lane === undefined ? name : `${name} in ${lane.name}`;
}
