import type { PodCheck } from "../reading/pods";
import { isUnknown } from "../reading/values";
import type { CheckResults } from "../rule";
import { pinnedReference } from "./pinnedImages";
import { imagesOf } from "./podImages";

/** The digests that registries compute, with all their digits. */
const WELL_FORMED = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Compliant: every image has a digest. One without a version tag, or with `latest`, is a violation of POD-07 instead. */
export const checkDigests: PodCheck = (pod) =>
  imagesOf(pod).flatMap(({ image }): CheckResults => {
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    const reference = pinnedReference(image);
    if (reference === undefined || (reference.digest !== undefined && WELL_FORMED.test(reference.digest))) return [];
    return [{ path: image.path, found: image.value, expected: "a digest: sha256 and 64 lowercase hexadecimal digits" }];
  });
