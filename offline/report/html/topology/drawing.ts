import { count, html, type Markup } from "../markup";
import type { View } from "../view";
import type { Lane } from "./lanes";
import { type Box, type Layout, layoutOf } from "./layout";
import type { TopologyLink } from "./links";
import { azureName } from "./read";
import type { Topology } from "./topology";

/** Inner distance of a box's text from its left edge. */
const INSET = 12;

/** The topology as a picture. The list beside it says the same, with a link to each resource. */
export function renderDrawing(topology: Topology, view: View): Markup {
  const layout = layoutOf(topology);
  const { width, height, headings, lanes, boxes } = layout;
  return html`<svg class="topology" viewBox="-1 0 ${number(width + 2)} ${number(height)}" width="${number(width + 2)}" height="${number(height)}" role="img" aria-labelledby="topology-title" aria-describedby="topology-text">
<title id="topology-title">Topology of ${view.report.stack}: ${summaryOf(topology)}</title>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 7.5 4 0 7.5z"/></marker></defs>
${headings.map(({ text, x, y }) => html`<text class="heading" x="${number(x)}" y="${number(y)}">${text}</text>\n`)}
${lanes.map((lane) => renderLane(lane))}
${topology.links.map((link) => renderLink(link, boxes))}
${boxes.map((box) => renderBox(box, view))}
</svg>${leftOutNote(layout)}`;
}

export function summaryOf({ lanes, nodes }: Topology): string {
  const of = (stage: string) => nodes.filter((node) => node.stage === stage).length;
  return [
    ...(of("entry") === 0 ? [] : [count(of("entry"), "entry point")]),
    ...(lanes.length === 0 ? [] : [lanes.map(({ name }) => name).join(", ")]),
    count(of("workload"), "workload"),
    count(of("data"), "data service"),
  ].join("; ");
}

/** Name of a lane with its cluster. */
export function laneTitle({ name, cluster }: Lane): string {
  const own = cluster === undefined ? "" : azureName(cluster);
  return own === "" || name.endsWith(own) ? name : `${name} · ${own}`;
}

function leftOutNote({ lanes, leftOut }: Layout): Markup | undefined {
  const boxes = lanes.reduce((sum, lane) => sum + lane.leftOut, 0);
  const parts = [...(leftOut === 0 ? [] : [count(leftOut, "lane")]), ...(boxes === 0 ? [] : [count(boxes, "box").replace(/xs$/, "xes")])];
  return parts.length === 0 ? undefined : html`<p class="note">The drawing leaves out ${parts.join(" and ")}; the list has everything.</p>`;
}

function renderLane({ lane, x, y, width, height }: Layout["lanes"][number]): Markup {
  return html`<g class="lane"><rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="10"/><text x="${number(x + 14)}" y="${number(y + 21)}">${laneTitle(lane)}</text></g>\n`;
}

function renderLink({ from, to }: TopologyLink, boxes: readonly Box[]): Markup | undefined {
  const [start, end] = [from, to].map((node) => boxes.find((box) => box.node === node));
  if (start === undefined || end === undefined) return undefined;
  const [x1, y1] = [start.x + start.width, start.y + start.height / 2];
  const [x2, y2] = [end.x - 2, end.y + end.height / 2];
  const bend = Math.max(18, (x2 - x1) / 2);
  const points = [x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2].map(number);
  const [ax, ay, bx, by, cx, cy, dx, dy] = points;
  return html`<path class="edge" d="M${ax} ${ay}C${bx} ${by} ${cx} ${cy} ${dx} ${dy}" marker-end="url(#arrow)"/>\n`;
}

function renderBox({ node, x, y, width, height }: Box, view: View): Markup {
  const [first] = node.members;
  const row = first === undefined ? undefined : view.rowOf(first.urn);
  const findings = node.members.flatMap(({ urn }) => view.rowOf(urn)?.findings ?? []);
  const room = width - 2 * INSET;
  const lines = node.notes.map((note, index) => ({ text: fitted(note, room / 6.2), y: y + 52 + index * 15 }));
  return html`<g class="box ${node.stage}"${row === undefined ? undefined : html` data-resource="${row.index}"`}><title>${node.title} ${node.subtitle}</title><rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="7"/><text class="name" x="${number(x + INSET)}" y="${number(y + 20)}">${fitted(node.title, (room - (findings.length > 0 ? 24 : 0)) / 7.2)}</text><text class="id" x="${number(x + INSET)}" y="${number(y + 36)}">${fitted(node.subtitle, room / 6.3)}</text>${lines.map((line) => html`<text class="note" x="${number(x + INSET)}" y="${number(line.y)}">${line.text}</text>`)}${badge(
    findings.map(({ level }) => level),
    x + width - 15,
    y + 15,
  )}</g>\n`;
}

/** The number of findings at a box. */
function badge(levels: readonly string[], x: number, y: number): Markup | undefined {
  if (levels.length === 0) return undefined;
  const level = levels.includes("mandatory") ? "mandatory" : "advisory";
  return html`<g class="badge ${level}"><circle cx="${number(x)}" cy="${number(y)}" r="8.5"/><text x="${number(x)}" y="${number(y + 3.7)}">${levels.length}</text></g>`;
}

/** A text of at most so many characters; what is in the middle is left out, because names differ at their ends. */
function fitted(text: string, characters: number): string {
  const room = Math.floor(characters);
  if (text.length <= room) return text;
  const end = Math.floor((room - 1) / 2);
  return `${text.slice(0, room - 1 - end)}…${text.slice(text.length - end)}`;
}

function number(value: number): string {
  return `${Math.round(value * 10) / 10}`;
}
