import { type ImageReference, parseImage } from "../reading/images";
import type { PodCheck } from "../reading/pods";
import { isUnknown, type Located } from "../reading/values";
import type { CheckResults } from "../rule";
import { imagesOf, isInjectedImage } from "./podImages";

/** Algorithm and value; after an `@` alone, both are absent. */
const DIGEST = /^[a-z0-9][a-z0-9+._-]*:[0-9a-f]+$/i;

/** Compliant: every image, of a container or mounted as a volume, has a digest, or a tag that is not `latest`. */
export const checkPinnedImages: PodCheck = (pod) =>
  imagesOf(pod).flatMap(({ image }): CheckResults => {
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    const pinned = pinnedReference(image) !== undefined || isInjectedImage(pod, image);
    if (pinned === true) return [];
    return isUnknown(pinned)
      ? [{ unknown: pod.metadata.path }]
      : [{ path: image.path, found: image.value, expected: "a version tag or a digest" }];
  });

/** The reference of an image that has a digest or a version tag; others are violations of POD-07, and of no other control. */
export function pinnedReference({ value }: Located): ImageReference | undefined {
  if (typeof value !== "string") return undefined;
  const reference = parseImage(value);
  const { tag, digest } = reference;
  const isPinned = digest === undefined ? tag !== undefined && tag !== "" && tag.toLowerCase() !== "latest" : DIGEST.test(digest);
  return isPinned ? reference : undefined;
}
