import { at, below, type Pod } from "../reading/pods";
import type { Match } from "../reading/selectors";
import { entries, isMissing, isUnknown, type Located, UNKNOWN } from "../reading/values";

/** An image that a pod pulls. */
export interface PodImage {
  /** The reference: of a container at `image`, of an image volume at `image.reference`. */
  readonly image: Located;
  /** When the kubelet asks the registry for it. */
  readonly pullPolicy: Located;
}

/** The image of every container of a pod. */
export function containerImages(pod: Pod): readonly PodImage[] {
  return pod.containers.map((container) => ({ image: at(container, "image"), pullPolicy: at(container, "imagePullPolicy") }));
}

/** Every image that a pod pulls: of its containers, and mounted as a volume. */
export function imagesOf(pod: Pod): readonly PodImage[] {
  const volumes = below(pod.spec, "volumes[*].image").filter(({ value }) => !isMissing(value));
  return [...containerImages(pod), ...volumes.map((volume) => ({ image: at(volume, "reference"), pullPolicy: at(volume, "pullPolicy") }))];
}

/** Istio's gateway charts set `auto`: the sidecar injector, which the pod's annotations or labels select, replaces it. */
export function isInjectedImage(pod: Pod, { value }: Located): Match {
  const maps = ["annotations", "labels"].map((name) => at(pod.metadata, name).value);
  const marked = maps.flatMap(entries).some(([key]) => key === "inject.istio.io/templates" || key === "sidecar.istio.io/inject");
  if (value !== "auto" || marked) return marked && value === "auto";
  return maps.some(isUnknown) ? UNKNOWN : false;
}
