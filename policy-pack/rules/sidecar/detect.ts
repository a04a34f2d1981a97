import { SIDECAR_PATH, SIDECAR_REFUSED_REPOSITORY } from "../facts/sidecar";
import { type ImageReference, parseImage } from "../reading/images";
import { perInstance } from "../reading/memoize";
import { at, below, onPods, type Pod } from "../reading/pods";
import { isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type ResourceRule, type RuleContext } from "../rule";
import { isLoopback, portOf } from "./address";
import { mayListenOn } from "./endpoints";
import { type ConfiguredContainer, settingsMatching, settingsOf } from "./settings";

/** A Microsoft Entra auth sidecar found in a pod. */
export interface Sidecar extends ConfiguredContainer {
  readonly pod: Pod;
  /** Path and text of the image; unknown while its registry is. */
  readonly image: Located;
  /** The parsed image reference; `undefined` where it is unknown or missing. */
  readonly reference: ImageReference | undefined;
}

const ENTRA = /^azuread__/;
/** Keys of the sidecar's own options (microsoft-identity-web, SidecarOptions.cs), which applications do not use. */
const OWN_OPTIONS = /^sidecar__allow(?:overrides__|outboundredirects$)/;
/** The program that the official image starts (microsoft-identity-web, Dockerfile of the sidecar). */
const OWN_PROGRAM = /(?:^|\/)microsoft\.identity\.web\.sidecar\.dll$/i;
/** Variables that configure an application with the sidecar's address. */
const SIDECAR_URL = /^(?:entra|auth|identity|entra_*auth)?_*sidecar_*(?:base_*)?(?:url|uri|endpoint|address)$/;
/** The official path, also in the form of mirrors that flatten a path into one name. */
const SIDECAR_NAME = new RegExp(`(?:^|[/._-])${SIDECAR_PATH.replace("/", "[/._-]")}$`);

/**
 * The sidecars of a pod, including native ones (init containers that keep running).
 *
 * They are identified by the image's repository, in any registry. Only a pod without that image is searched for a renamed one,
 * which is identified by properties that only the sidecar has: its own options, its program, or an application in the same pod
 * that calls it on loopback. `AzureAd__*` and `DownstreamApis__*` alone do not identify it, since every web API that calls others
 * reads them too (Microsoft.Identity.Web); neither does the word sidecar in a name.
 */
export const sidecarsOf = perInstance((pod: Pod): readonly Sidecar[] => {
  const candidates = pod.containers.filter(({ value }) => !isUnknown(value)).map((container) => describe(pod, container));
  const known = candidates.filter(hasSidecarImage);
  return known.length > 0 ? known : candidates.filter((one) => isConfiguredAsSidecar(one) || isUsedAsSidecar(one));
});

function describe(pod: Pod, container: Located): Sidecar {
  const image = at(container, "image");
  const reference = typeof image.value === "string" ? parseImage(image.value) : undefined;
  return { pod, container, settings: settingsOf(container), image, reference };
}

function hasSidecarImage({ reference }: Sidecar): boolean {
  if (reference === undefined) return false;
  return reference.repository === SIDECAR_REFUSED_REPOSITORY || SIDECAR_NAME.test(reference.repository);
}

function isConfiguredAsSidecar({ settings, container }: Sidecar): boolean {
  const commandLine = ["command", "args"].flatMap((list) => below(container, `${list}[*]`));
  return (
    settingsMatching(settings, OWN_OPTIONS).length > 0 ||
    commandLine.some(({ value }) => typeof value === "string" && OWN_PROGRAM.test(value))
  );
}

/**
 * Whether a container signs in and may listen on the sidecar address in this pod that another container is configured with. A
 * container that itself calls a sidecar is not one.
 */
function isUsedAsSidecar(sidecar: Sidecar): boolean {
  const { settings, container, pod } = sidecar;
  if (settingsMatching(settings, ENTRA).length === 0 || isRunOnce(container) || configuredSidecarPorts(container).length > 0) return false;
  const others = pod.containers.filter((other) => other.path !== container.path && !isRunOnce(other));
  return others.flatMap(configuredSidecarPorts).some((port) => mayListenOn(sidecar, port));
}

/** Ports on loopback where a container is configured to call the sidecar. */
function configuredSidecarPorts(container: Located): readonly number[] {
  const urls = settingsMatching(settingsOf(container), SIDECAR_URL).map(({ value }) => value);
  return urls
    .filter((url) => typeof url === "string")
    .filter(isLoopback)
    .map(portOf);
}

/** An init container ends before the others start, unless its restartPolicy is Always. */
function isRunOnce(container: Located): boolean {
  return /\binitContainers\b/.test(container.path) && at(container, "restartPolicy").value !== "Always";
}

export type SidecarCheck = (sidecar: Sidecar, context: RuleContext) => CheckResults;

/** Runs a check on every sidecar of a pod; the control does not apply to pods without one. */
export function onSidecars(check: SidecarCheck): ResourceRule["check"] {
  return onPods((pod, context) => {
    const sidecars = sidecarsOf(pod);
    return sidecars.length === 0 ? NOT_APPLICABLE : sidecars.flatMap((sidecar) => check(sidecar, context));
  });
}
