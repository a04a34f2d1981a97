import { type ImageReference, parseImage } from "../images";
import { SIDECAR_PATH, SIDECAR_REFUSED_REPOSITORY } from "../limits";
import { at, onPods, type Pod } from "../pods";
import { type Finding, NOT_APPLICABLE, type ResourceRule, type RuleContext, type Undecided } from "../rule";
import { isUnknown, type Located } from "../values";
import { isLoopback } from "./address";
import { type Setting, settingsLike, settingsOf } from "./settings";

/** A Microsoft Entra auth sidecar found in a pod. */
export interface Sidecar {
  readonly pod: Pod;
  readonly container: Located;
  readonly settings: readonly Setting[];
  /** Path and text of the image; unknown while its registry is. */
  readonly image: Located;
  /** The image taken apart; `undefined` where it is unknown or missing. */
  readonly reference: ImageReference | undefined;
}

const ENTRA = /^azuread__/;
const DOWNSTREAM = /^downstreamapis__/;
const OVERRIDES = /^sidecar__allow/;

/**
 * The sidecars of a pod: native ones (init containers that keep running) included.
 *
 * The image's repository tells them, in whatever registry it is. Only a pod without that image is searched for a renamed one,
 * which is told by what only a sidecar is set up with. Web apps read `AzureAd__*` too, so that alone says nothing: there must be
 * downstream APIs beside it in a pod that has another container, or a name or a neighbour that speaks of a sidecar.
 */
export function sidecarsOf(pod: Pod): readonly Sidecar[] {
  const candidates = pod.containers.filter(({ value }) => !isUnknown(value)).map((container) => describe(pod, container));
  const known = candidates.filter(hasSidecarImage);
  return known.length > 0 ? known : candidates.filter(isSetUpAsSidecar);
}

function describe(pod: Pod, container: Located): Sidecar {
  const image = at(container, "image");
  const reference = typeof image.value === "string" ? parseImage(image.value) : undefined;
  return { pod, container, settings: settingsOf(container), image, reference };
}

function hasSidecarImage({ reference }: Sidecar): boolean {
  if (reference === undefined) return false;
  return reference.repository === SIDECAR_REFUSED_REPOSITORY || `/${reference.repository}`.endsWith(`/${SIDECAR_PATH}`);
}

function isSetUpAsSidecar({ settings, container, pod }: Sidecar): boolean {
  if (settingsLike(settings, OVERRIDES).length > 0) return true;
  if (settingsLike(settings, ENTRA).length === 0) return false;
  const others = pod.containers.filter(({ path }) => path !== container.path);
  if (others.length === 0) return false;
  const isNamedSidecar = String(at(container, "name").value).toLowerCase().includes("sidecar");
  return isNamedSidecar || settingsLike(settings, DOWNSTREAM).length > 0 || others.some(callsSidecar);
}

/** A container that is told where in its own pod the sidecar listens. */
function callsSidecar(container: Located): boolean {
  return settingsOf(container).some(({ key, value }) => key.includes("sidecar") && typeof value === "string" && isLoopback(value));
}

export type SidecarCheck = (sidecar: Sidecar, context: RuleContext) => readonly (Finding | Undecided)[];

/** Runs a check on every sidecar of a pod; the control does not speak about pods without one. */
export function onSidecars(check: SidecarCheck): ResourceRule["check"] {
  return onPods((pod, context) => {
    const sidecars = sidecarsOf(pod);
    return sidecars.length === 0 ? NOT_APPLICABLE : sidecars.flatMap((sidecar) => check(sidecar, context));
  });
}
