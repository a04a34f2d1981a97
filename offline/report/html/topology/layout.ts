import type { Lane } from "./lanes";
import type { TopologyNode } from "./nodes";
import { LANE_STAGES, type LaneStage } from "./stages";
import type { Topology } from "./topology";

/** Sizes in the units of the drawing, which are pixels where it is shown at its full width. */
const WIDTHS: Readonly<Record<LaneStage | "entry", number>> = { entry: 172, link: 200, gateway: 200, workload: 200, data: 222 };
const GAP = 42;
const PADDING = 14;
const HEADING = 30;
const LANE_HEADING = 34;
const LANE_GAP = 16;
const BOX_GAP = 8;
/** Height of a box without notes, and of each note. */
const BOX = 47;
const NOTE = 15;
/** Boxes of one stage in a lane, and lanes; the list has the others. */
const BOXES = 8;
const LANES = 6;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box extends Area {
  readonly node: TopologyNode;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly headings: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly lanes: readonly (Area & { readonly lane: Lane; readonly leftOut: number })[];
  readonly boxes: readonly Box[];
  /** Lanes that are not drawn. */
  readonly leftOut: number;
}

type Columns = ReadonlyMap<LaneStage, number>;

/** Places the boxes: entry points on the left, a lane for each cluster or region, what they share below. */
export function layoutOf({ lanes, nodes }: Topology): Layout {
  const entries = nodes.filter(({ stage }) => stage === "entry");
  const left = entries.length === 0 ? 0 : WIDTHS.entry + GAP;
  const columns = columnsOf(nodes, left + PADDING);
  const last = [...columns].at(-1);
  const width = last === undefined ? WIDTHS.entry : last[1] + WIDTHS[last[0]] + PADDING;
  const drawn: (Layout["lanes"][number] & { readonly boxes: readonly Box[] })[] = [];
  let bottom = HEADING;
  for (const lane of lanes.slice(0, LANES)) {
    const placed = placeLane(
      nodes.filter((node) => node.lane === lane),
      columns,
      bottom,
    );
    drawn.push({ lane, x: left, y: bottom, width: width - left, ...placed });
    bottom += placed.height + LANE_GAP;
  }
  const middle = (HEADING + bottom - LANE_GAP) / 2;
  const entryBoxes = stack(entries, 0, WIDTHS.entry, Math.max(HEADING, middle - heightOf(entries) / 2));
  const lanesEnd = Math.max(bottom, ...entryBoxes.map((box) => box.y + box.height + LANE_GAP));
  const support = grid(
    nodes.filter(({ stage }) => stage === "support"),
    width,
    lanesEnd + LANE_HEADING - LANE_GAP,
  );
  const boxes = [...entryBoxes, ...drawn.flatMap((lane) => lane.boxes), ...support];
  return {
    ...{ width, height: Math.max(...boxes.map((box) => box.y + box.height), bottom - LANE_GAP) + 2 },
    headings: headingsOf(columns, entries.length > 0, support[0]),
    lanes: drawn.map(({ boxes: _boxes, ...lane }) => lane),
    boxes,
    leftOut: Math.max(0, lanes.length - LANES),
  };
}

function headingsOf(columns: Columns, hasEntry: boolean, support: Box | undefined) {
  const headings = Array.from(columns, ([stage, x]) => ({ text: LANE_STAGES[stage], x, y: HEADING - 12 }));
  return [
    ...(hasEntry ? [{ text: "Entry", x: 0, y: HEADING - 12 }] : []),
    ...headings,
    ...(support === undefined ? [] : [{ text: "Shared", x: 0, y: support.y - 12 }]),
  ];
}

/** Left edge of each stage that some lane has. */
function columnsOf(nodes: readonly TopologyNode[], start: number): Columns {
  const columns = new Map<LaneStage, number>();
  let x = start;
  for (const stage of Object.keys(LANE_STAGES) as LaneStage[]) {
    if (!nodes.some((node) => node.stage === stage)) continue;
    columns.set(stage, x);
    x += WIDTHS[stage] + GAP;
  }
  return columns;
}

function placeLane(nodes: readonly TopologyNode[], columns: Columns, top: number) {
  const stages = Array.from(columns, ([stage, x]) => {
    const own = nodes.filter((node) => node.stage === stage);
    return { stage, x, shown: own.slice(0, BOXES), leftOut: Math.max(0, own.length - BOXES) };
  });
  const inner = Math.max(...stages.map(({ shown }) => heightOf(shown)), 0);
  const boxes = stages.flatMap(({ stage, x, shown }) => {
    const y = top + LANE_HEADING + (inner - heightOf(shown)) / 2;
    return stack(shown, x, WIDTHS[stage], y);
  });
  return { boxes, height: LANE_HEADING + inner + PADDING, leftOut: stages.reduce((sum, { leftOut }) => sum + leftOut, 0) };
}

function boxHeight({ notes }: TopologyNode): number {
  return BOX + notes.length * NOTE;
}

function heightOf(nodes: readonly TopologyNode[]): number {
  return nodes.reduce((sum, node) => sum + boxHeight(node) + BOX_GAP, nodes.length === 0 ? 0 : -BOX_GAP);
}

function stack(nodes: readonly TopologyNode[], x: number, width: number, top: number): readonly Box[] {
  let y = top;
  return nodes.map((node) => {
    const box = { node, x, y, width, height: boxHeight(node) };
    y += box.height + BOX_GAP;
    return box;
  });
}

/** Boxes of equal width in rows. */
function grid(nodes: readonly TopologyNode[], width: number, top: number): readonly Box[] {
  const perRow = Math.max(1, Math.min(4, Math.floor(width / 240)));
  const cell = (width - (perRow - 1) * BOX_GAP) / perRow;
  const height = Math.max(...nodes.map(boxHeight), BOX);
  return nodes.map((node, index) => ({
    node,
    x: (index % perRow) * (cell + BOX_GAP),
    y: top + Math.floor(index / perRow) * (height + BOX_GAP),
    width: cell,
    height,
  }));
}
