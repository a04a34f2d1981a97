import { parseImage } from "../reading/images";
import { at, below, type Pod, type PodCheck } from "../reading/pods";
import type { Match } from "../reading/selectors";
import { entries, isMissing, isUnknown, type Located, UNKNOWN } from "../reading/values";
import type { CheckResults } from "../rule";

/** Algorithm and value; what an `@` alone leaves is neither. */
const DIGEST = /^[a-z0-9][a-z0-9+._-]*:[0-9a-f]+$/i;

/** Every image, of a container or mounted as a volume, has a digest, or a tag that is not `latest`. */
export const pinnedImages: PodCheck = (pod) =>
  [...pod.containers.map((container) => at(container, "image")), ...volumeImages(pod)].flatMap((image): CheckResults => {
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    const filledIn = isPinned(image) || isFilledIn(pod, image);
    if (filledIn === true) return [];
    return isUnknown(filledIn)
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

/** Istio's gateway charts write `auto`: the injector, which the pod names, puts the image in. */
function isFilledIn(pod: Pod, { value }: Located): Match {
  const maps = ["annotations", "labels"].map((name) => at(pod.metadata, name).value);
  const marked = maps.flatMap(entries).some(([key]) => key === "inject.istio.io/templates" || key === "sidecar.istio.io/inject");
  if (value !== "auto" || marked) return marked && value === "auto";
  return maps.some(isUnknown) ? UNKNOWN : false;
}
