import { parseImage } from "../reading/images";
import { at, below, type Pod, type PodCheck } from "../reading/pods";
import type { Match } from "../reading/selectors";
import { entries, isMissing, isUnknown, type Located, UNKNOWN } from "../reading/values";
import type { CheckResults } from "../rule";

/** Algorithm and value; after an `@` alone, both are absent. */
const DIGEST = /^[a-z0-9][a-z0-9+._-]*:[0-9a-f]+$/i;

/** Compliant: every image, of a container or mounted as a volume, has a digest, or a tag that is not `latest`. */
export const checkPinnedImages: PodCheck = (pod) =>
  [...pod.containers.map((container) => at(container, "image")), ...volumeImages(pod)].flatMap((image): CheckResults => {
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    const pinned = isPinned(image) || isInjectedImage(pod, image);
    if (pinned === true) return [];
    return isUnknown(pinned)
      ? [{ unknown: pod.metadata.path }]
      : [{ path: image.path, found: image.value, expected: "a version tag or a digest" }];
  });

function volumeImages(pod: Pod): readonly Located[] {
  return below(pod.spec, "volumes[*].image")
    .filter(({ value }) => !isMissing(value))
    .map((image) => at(image, "reference"));
}

function isPinned({ value }: Located): boolean {
  if (typeof value !== "string") return false;
  const { tag, digest } = parseImage(value);
  return digest === undefined ? tag !== undefined && tag !== "" && tag.toLowerCase() !== "latest" : DIGEST.test(digest);
}

/** Istio's gateway charts set `auto`: the sidecar injector, which the pod's annotations or labels select, replaces it. */
function isInjectedImage(pod: Pod, { value }: Located): Match {
  const maps = ["annotations", "labels"].map((name) => at(pod.metadata, name).value);
  const marked = maps.flatMap(entries).some(([key]) => key === "inject.istio.io/templates" || key === "sidecar.istio.io/inject");
  if (value !== "auto" || marked) return marked && value === "auto";
  return maps.some(isUnknown) ? UNKNOWN : false;
}
