import { SIDECAR_PATH, SIDECAR_REFUSED_REPOSITORY } from "../facts/sidecar";
import { type ImageReference, parseImage } from "../reading/images";
import { at, below, onPods, type Pod } from "../reading/pods";
import { isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type ResourceRule, type RuleContext } from "../rule";
import { isLoopback, portOf } from "./address";
import { mayAnswerOn } from "./endpoints";
import { type ConfiguredContainer, settingsLike, settingsOf } from "./settings";

/** A Microsoft Entra auth sidecar found in a pod. */
export interface Sidecar extends ConfiguredContainer {
  readonly pod: Pod;
  /** Path and text of the image; unknown while its registry is. */
  readonly image: Located;
  /** The image taken apart; `undefined` where it is unknown or missing. */
  readonly reference: ImageReference | undefined;
}

const ENTRA = /^azuread__/;
/** Keys of the sidecar's own options (microsoft-identity-web, SidecarOptions.cs); an application has no use for them. */
const OWN_OPTIONS = /^sidecar__allow(?:overrides__|outboundredirects$)/;
/** What the official image starts (microsoft-identity-web, Dockerfile of the sidecar). */
const OWN_PROGRAM = /(?:^|\/)microsoft\.identity\.web\.sidecar\.dll$/i;
/** Variables by which an application is told where the sidecar listens. */
const SIDECAR_URL = /^(?:entra|auth|identity|entra_*auth)?_*sidecar_*(?:base_*)?(?:url|uri|endpoint|address)$/;
/** The official path, also as mirrors write it that flatten paths into one name. */
const SIDECAR_NAME = new RegExp(`(?:^|[/._-])${SIDECAR_PATH.replace("/", "[/._-]")}$`);

/**
 * The sidecars of a pod: native ones (init containers that keep running) included.
 *
 * The image's repository tells them, in whatever registry it is. Only a pod without that image is searched for a renamed one,
 * which is told by what only the sidecar has: its own options, its program, or an application beside it that is sent to it on
 * loopback. `AzureAd__*` and `DownstreamApis__*` alone say nothing, for every web API that calls others reads them too
 * (Microsoft.Identity.Web), nor does the word sidecar in a name.
 */
export function sidecarsOf(pod: Pod): readonly Sidecar[] {
  const candidates = pod.containers.filter(({ value }) => !isUnknown(value)).map((container) => describe(pod, container));
  const known = candidates.filter(hasSidecarImage);
  return known.length > 0 ? known : candidates.filter((one) => isSetUpAsSidecar(one) || isCalledAsSidecar(one));
}

function describe(pod: Pod, container: Located): Sidecar {
  const image = at(container, "image");
  const reference = typeof image.value === "string" ? parseImage(image.value) : undefined;
  return { pod, container, settings: settingsOf(container), image, reference };
}

function hasSidecarImage({ reference }: Sidecar): boolean {
  if (reference === undefined) return false;
  return reference.repository === SIDECAR_REFUSED_REPOSITORY || SIDECAR_NAME.test(reference.repository);
}

function isSetUpAsSidecar({ settings, container }: Sidecar): boolean {
  const words = ["command", "args"].flatMap((list) => below(container, `${list}[*]`));
  return settingsLike(settings, OWN_OPTIONS).length > 0 || words.some(({ value }) => typeof value === "string" && OWN_PROGRAM.test(value));
}

/** A container that signs in, beside one that is told a sidecar's address in this pod: where it may listen, and does not call itself. */
function isCalledAsSidecar(sidecar: Sidecar): boolean {
  const { settings, container, pod } = sidecar;
  if (settingsLike(settings, ENTRA).length === 0 || isRunOnce(container) || calledPorts(container).length > 0) return false;
  const others = pod.containers.filter((other) => other.path !== container.path && !isRunOnce(other));
  return others.flatMap(calledPorts).some((port) => mayAnswerOn(sidecar, port));
}

/** Ports of its own pod on which a container is told to find the sidecar. */
function calledPorts(container: Located): readonly number[] {
  const urls = settingsLike(settingsOf(container), SIDECAR_URL).map(({ value }) => value);
  return urls
    .filter((url) => typeof url === "string")
    .filter(isLoopback)
    .map(portOf);
}

/** An init container ends before the others start, unless it says that it keeps running. */
function isRunOnce(container: Located): boolean {
  return /\binitContainers\b/.test(container.path) && at(container, "restartPolicy").value !== "Always";
}

export type SidecarCheck = (sidecar: Sidecar, context: RuleContext) => CheckResults;

/** Runs a check on every sidecar of a pod; the control does not speak about pods without one. */
export function onSidecars(check: SidecarCheck): ResourceRule["check"] {
  return onPods((pod, context) => {
    const sidecars = sidecarsOf(pod);
    return sidecars.length === 0 ? NOT_APPLICABLE : sidecars.flatMap((sidecar) => check(sidecar, context));
  });
}
