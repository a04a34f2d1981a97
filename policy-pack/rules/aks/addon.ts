import { sameText } from "../reading/arm";
import { type Condition, checkProperty } from "../reading/expect";
import { entries, get, type Value } from "../reading/values";
import type { ResourceRule } from "../rule";

/**
 * The check of one setting of a cluster add-on. In Azure the names of add-ons and of their settings are case-insensitive, and its
 * tools write them differently (`omsagent`, `omsAgent`).
 */
export function addon(name: string, setting: string, condition: Condition): ResourceRule["check"] {
  return (cluster, context) =>
    checkProperty(cluster, actualPath(cluster.props, ["addonProfiles", name, ...setting.split(".")]), condition, context);
}

/** The path in the case that this resource uses; steps that are absent remain as they are. */
function actualPath(root: Value, steps: readonly string[]): string {
  return steps.reduce((path, step) => {
    const holder = path === "" ? root : get(root, path);
    const key = entries(holder).find(([one]) => sameText(one, step))?.[0] ?? step;
    return path === "" ? key : `${path}.${key}`;
  }, "");
}
