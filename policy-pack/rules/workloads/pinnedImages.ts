import { parseImage } from "../images";
import { at, below, type Pod, type PodCheck } from "../pods";
import type { Finding, Undecided } from "../rule";
import { entries, isMissing, isUnknown, type Located } from "../values";

/** Algorithm and value; what an `@` alone leaves is neither. */
const DIGEST = /^[a-z0-9][a-z0-9+._-]*:[0-9a-f]+$/i;

/** Every image, of a container or mounted as a volume, has a digest, or a tag that is not `latest`. */
export const pinnedImages: PodCheck = (pod) =>
  [...pod.containers.map((container) => at(container, "image")), ...volumeImages(pod)].flatMap(
    (image): readonly (Finding | Undecided)[] => {
      if (isUnknown(image.value)) return [{ unknown: image.path }];
      return isPinned(image) || isFilledIn(pod, image)
        ? []
        : [{ path: image.path, found: image.value, expected: "a version tag or a digest" }];
    },
  );

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
function isFilledIn(pod: Pod, { value }: Located): boolean {
  const marks = [...entries(at(pod.metadata, "annotations").value), ...entries(at(pod.metadata, "labels").value)];
  return value === "auto" && marks.some(([key]) => key === "inject.istio.io/templates" || key === "sidecar.istio.io/inject");
}
