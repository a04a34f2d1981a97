import { parseImage } from "../images";
import { at, type Pod, type PodCheck } from "../pods";
import type { Finding, Undecided } from "../rule";
import { entries, isUnknown, type Located } from "../values";

/** Every image has a digest, or a tag that is not `latest`. */
export const pinnedImages: PodCheck = (pod) =>
  pod.containers.flatMap((container): readonly (Finding | Undecided)[] => {
    const image = at(container, "image");
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    return isPinned(image) || isFilledIn(pod, image)
      ? []
      : [{ path: image.path, found: image.value, expected: "a version tag or a digest" }];
  });

function isPinned({ value }: Located): boolean {
  if (typeof value !== "string") return false;
  const { tag, digest } = parseImage(value);
  return digest !== undefined || (tag !== undefined && tag !== "" && tag.toLowerCase() !== "latest");
}

/** Istio's gateway charts write `auto`: the injector, which the pod names, puts the image in. */
function isFilledIn(pod: Pod, { value }: Located): boolean {
  const marks = [...entries(at(pod.metadata, "annotations").value), ...entries(at(pod.metadata, "labels").value)];
  return value === "auto" && marks.some(([key]) => key === "inject.istio.io/templates" || key === "sidecar.istio.io/inject");
}
