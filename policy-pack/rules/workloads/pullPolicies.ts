import { parseImage } from "../reading/images";
import type { Pod, PodCheck } from "../reading/pods";
import { isMissing, isUnknown, type Located, type Value } from "../reading/values";
import type { CheckResults } from "../rule";
import { imagesOf, isInjectedImage, type PodImage } from "./podImages";

/** Compliant: the registry is always asked for an image with a tag; one with a digest, which cannot change, may come from the node. */
export const checkPullPolicies: PodCheck = (pod) => imagesOf(pod).flatMap((one) => checkPolicy(pod, one));

function checkPolicy(pod: Pod, { image, pullPolicy }: PodImage): CheckResults {
  const policy = pullPolicy.value;
  if (isUnknown(policy)) return [{ unknown: pullPolicy.path }];
  if (policy === "Always") return [];
  const finding = { path: pullPolicy.path, found: policy, expected: "Always, or IfNotPresent with a digest" };
  if (policy !== "IfNotPresent" && !isDefault(policy)) return [finding];
  if (isUnknown(image.value)) return [{ unknown: image.path }];
  return mayUseImageOfNode(pod, image, policy) ? [] : [finding];
}

function isDefault(policy: Value): boolean {
  return isMissing(policy) || policy === "";
}

/** Whether the image cannot change, is replaced when the pod is created, or has Always as the API server's default. */
function mayUseImageOfNode(pod: Pod, image: Located, policy: Value): boolean {
  if (typeof image.value !== "string" || isInjectedImage(pod, image) !== false) return true;
  const { tag = "latest", digest } = parseImage(image.value);
  return digest !== undefined || (isDefault(policy) && tag === "latest");
}
