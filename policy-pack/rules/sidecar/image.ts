import { SIDECAR_REFUSED_REPOSITORY, SIDECAR_REPOSITORY } from "../facts/sidecar";
import { isAtLeast, versionOf } from "../reading/images";
import { strings } from "../reading/pods";
import { isUnknown } from "../reading/values";
import type { Sidecar, SidecarCheck } from "./detect";

/** Option for additional repositories that contain the official image. */
export const MIRRORS = "mirrors";
/** Option for the lowest version allowed. */
export const MINIMUM_VERSION = "minVersion";

/** The image comes from Microsoft's repository or from a configured mirror of it. */
export const checkOfficialImage: SidecarCheck = ({ image, reference }, context) => {
  if (isUnknown(image.value)) return [{ unknown: image.path }];
  const allowed = [SIDECAR_REPOSITORY, ...strings(context, MIRRORS)];
  if (reference !== undefined && allowed.some((one) => isRepository(reference.repository, one))) return [];
  const refused = reference?.repository === SIDECAR_REFUSED_REPOSITORY;
  const fix = `${SIDECAR_REFUSED_REPOSITORY} has never contained a release: use ${SIDECAR_REPOSITORY}.`;
  return [{ path: image.path, found: image.value, expected: `an image from ${allowed.join(" or ")}`, ...(refused && { fix }) }];
};

/** The tag's version is at least the configured one. Without a version in the tag it may be, so that finding is advisory. */
export const checkMinimumVersion: SidecarCheck = (sidecar, context) => {
  const { image, reference } = sidecar;
  if (isUnknown(image.value)) return [{ unknown: image.path }];
  const lowest = String(context.config[MINIMUM_VERSION]);
  if (hasVersion(sidecar, lowest)) return [];
  const isOlder = versionOf(reference?.tag) !== undefined;
  return [
    { path: image.path, found: image.value, expected: `a tag of version ${lowest} or later`, ...(!isOlder && { advisory: true as const }) },
  ];
};

/** Whether the image is known to have a version or a later one; a digest alone does not show the version. */
export function hasVersion({ reference }: Sidecar, lowest: string): boolean {
  const [version, floor] = [versionOf(reference?.tag), versionOf(lowest)];
  return version !== undefined && floor !== undefined && isAtLeast(version, floor);
}

/** `*.azurecr.io/path` matches that path in any registry of the domain, as cache rules create it. */
function isRepository(repository: string, allowed: string): boolean {
  const pattern = allowed.toLowerCase();
  if (!pattern.startsWith("*.")) return repository === pattern;
  const [registry = "", ...path] = repository.split("/");
  const [domain = "", ...allowedPath] = pattern.slice(1).split("/");
  return registry.endsWith(domain) && !registry.slice(0, -domain.length).includes(".") && path.join("/") === allowedPath.join("/");
}
