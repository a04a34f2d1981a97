import { below, type PodCheck } from "../reading/pods";
import { entries, isMissing, isUnknown, type Located } from "../reading/values";
import type { CheckResults } from "../rule";
import { RESTRICTED_VOLUMES } from "./standards";

/** Every volume has an allowed type: no in-tree network file system. A hostPath, which the baseline forbids, is left to its own control. */
export const restrictedVolumes: PodCheck = ({ spec }) => below(spec, "volumes[*]").flatMap(checkVolume);

function checkVolume(volume: Located): CheckResults {
  if (isUnknown(volume.value)) return [{ unknown: volume.path }];
  const sources = entries(volume.value).filter(([key, value]) => key !== "name" && !isMissing(value));
  // A volume without a source is an emptyDir: the API server sets this default before admission.
  if (sources.length === 0 || sources.some(([type]) => RESTRICTED_VOLUMES.includes(type))) return [];
  return sources
    .filter(([type]) => type !== "hostPath")
    .map(([type, value]) => {
      const path = `${volume.path}.${type}`;
      return isUnknown(value) ? { unknown: path } : { path, found: type, expected: `one of ${RESTRICTED_VOLUMES.join(", ")}` };
    });
}
