import { type Edge, isFrontDoorId } from "./edge";

/** The ids of `<id>`, `^<id>$` or `^(<id>|<id>)$`; of another text the text itself, which is no id. */
export function idsOf(pattern: string): readonly string[] {
  const whole = pattern.replace(/^\^/, "").replace(/\$$/, "");
  const alternatives = /^\((?:\?:)?([^()]*)\)$/.exec(whole)?.[1];
  return alternatives === undefined ? [whole] : alternatives.split("|");
}

/** Whether every alternative is a whole id: one that is empty or cut short would accept other values. */
export function areFrontDoorIds(ids: readonly string[], edge: Edge): boolean {
  return ids.length > 0 && ids.every((id) => isFrontDoorId(id, edge) === true);
}
