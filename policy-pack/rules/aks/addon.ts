import { sameText } from "../reading/arm";
import { type Condition, checkProperty } from "../reading/expect";
import { entries, get, type Value } from "../reading/values";
import type { ResourceRule } from "../rule";

/**
 * One comparison on a setting of a cluster add-on. Azure reads the names of add-ons and of their settings without regard to
 * case, and its own tools write them differently (`omsagent`, `omsAgent`).
 */
export function addon(name: string, setting: string, condition: Condition): ResourceRule["check"] {
  return (cluster, context) =>
    checkProperty(cluster, spelled(cluster.props, ["addonProfiles", name, ...setting.split(".")]), condition, context);
}

/** The path as this resource spells it; steps that are not there are spelled as given. */
function spelled(root: Value, steps: readonly string[]): string {
  return steps.reduce((path, step) => {
    const holder = path === "" ? root : get(root, path);
    const key = entries(holder).find(([one]) => sameText(one, step))?.[0] ?? step;
    return path === "" ? key : `${path}.${key}`;
  }, "");
}
