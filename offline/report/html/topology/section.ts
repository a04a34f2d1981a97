import { html, type Markup } from "../markup";
import type { View } from "../view";
import { renderDrawing } from "./drawing";
import { renderList } from "./list";
import { topologyOf } from "./topology";

/** Undefined where the stack has nothing on the way of a request. */
export function renderTopology(view: View): Markup | undefined {
  const topology = topologyOf(view.report.resources, view.lanes);
  if (topology === undefined) return undefined;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Drawing of the topology">${renderDrawing(topology, view)}</div>
<details><summary>Topology as a list</summary><div id="topology-text">${renderList(topology, view)}</div></details>`;
}
