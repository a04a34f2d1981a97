import { DEFAULT_REGISTRIES, PROJECT_REPOSITORIES } from "../facts/images";
import { parseImage, qualifiedRepository } from "../reading/images";
import { namesOption, type PodCheck, strings } from "../reading/pods";
import { isUnknown } from "../reading/values";
import type { CheckResults, Option } from "../rule";
import { sidecarsOf } from "../sidecar/detect";
import { imagesOf, isInjectedImage } from "./podImages";

const ALLOWED = "allowedRegistries";
const PUBLIC = "publicRepositories";

export const registryOptions: Readonly<Record<string, Option>> = {
  [ALLOWED]: namesOption(
    "Registries, or paths in them (quay.io/contoso), whose images may run; *. at the start is one label of the host name. The default " +
      "allows every Azure Container Registry: list only yours to restrict it.",
    ...DEFAULT_REGISTRIES,
  ),
  [PUBLIC]: namesOption(
    "Public repositories of widely used projects, whose images are reported as advice; empty makes them violations.",
    ...PROJECT_REPOSITORIES,
  ),
};

const MIRROR =
  "Copy the image into your registry, with an artifact cache rule of Azure Container Registry for example, or list its repository in the " +
  `option ${ALLOWED}.`;

/**
 * Compliant: every image comes from an allowed registry. Images of widely used projects, pulled from where these publish them, are
 * reported as advice. Where the image of the sidecar comes from is a control of its own (SC-01), with its own mirrors.
 */
export const checkAllowedRegistries: PodCheck = (pod, context) => {
  const sidecars = sidecarsOf(pod).map(({ image }) => image.path);
  const allowed = strings(context, ALLOWED);
  const inAny = (repository: string, list: readonly string[]) => list.some((one) => contains(one, repository));
  return imagesOf(pod).flatMap(({ image }): CheckResults => {
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    // An image that is missing has no tag either, which POD-07 reports.
    if (typeof image.value !== "string" || image.value === "" || sidecars.includes(image.path)) return [];
    const repository = qualifiedRepository(parseImage(image.value));
    if (inAny(repository, allowed)) return [];
    const injected = isInjectedImage(pod, image);
    if (injected !== false) return isUnknown(injected) ? [{ unknown: pod.metadata.path }] : [];
    const expected = `an image from ${allowed.length === 0 ? `a registry in ${ALLOWED}` : allowed.join(" or ")}`;
    const isAdvice = inAny(repository, strings(context, PUBLIC));
    return [{ path: image.path, found: image.value, expected, ...(isAdvice && { advisory: true as const, fix: MIRROR }) }];
  });
};

/** Whether a repository is in a listed registry or path: `*.azurecr.io`, `quay.io/contoso`. */
function contains(listed: string, repository: string): boolean {
  const [host = "", ...folder] = listed.toLowerCase().replace(/\/+$/, "").split("/");
  const [registry = "", ...path] = repository.split("/");
  const isHost = host.startsWith("*.") ? registry.slice(registry.indexOf(".") + 1) === host.slice(2) : registry === host;
  return isHost && registry !== "" && folder.every((step, index) => path[index] === step);
}
