import { parseImage } from "../reading/images";
import { injectionOf } from "../reading/injection";
import { at } from "../reading/pods";
import { isUnknown, type Located, toText, type Value } from "../reading/values";
import type { CheckResults } from "../rule";
import type { Sidecar } from "./detect";
import { portsOf } from "./endpoints";
import { settingOf, settingsOf } from "./settings";

export const ISTIO_FIX =
  "List the sidecar's port in the annotation traffic.sidecar.istio.io/excludeInboundPorts (without a list in includeInboundPorts, " +
  "with which it has no effect), run the pod without the proxy, or let the sidecar listen on 127.0.0.1 only.";
export const NO_ISTIO_PROXY = "no proxy on the sidecar's port: the sidecar would see every caller as one in the pod";
const DAPR_FIX = "Set Dapr's app-port to a port of the application.";
const EXPECTED_PORT = "a port of the application: Dapr passes calls from other pods on from 127.0.0.1";

const INCLUDED_PORTS = "traffic.sidecar.istio.io/includeInboundPorts";
const EXCLUDED_PORTS = "traffic.sidecar.istio.io/excludeInboundPorts";
const DAPR_ENABLED = "dapr.io/enabled";
const DAPR_PORT = "dapr.io/app-port";
/** The texts that Dapr's injector takes for true, in any case (dapr/dapr, utils.IsTruthy). */
const DAPR_TRUE = ["y", "yes", "true", "t", "on", "1"];

/** Name of a container that is a proxy, and the last part of its image's repository. */
const ISTIO_PROXY = { name: "istio-proxy", image: "proxyv2" };
const DAPR_PROXY = { name: "daprd", image: "daprd" };

/**
 * No proxy of Istio accepts connections for the sidecar's port: it passes each of them on from 127.0.0.6, which is loopback to the
 * image (istio/istio#29603). Injection by a label of the namespace is not part of the pod: namespaceInjection.ts checks it.
 */
export function checkIstioProxy(sidecar: Sidecar): CheckResults {
  const captured = capturesPort(sidecar);
  const proxy = captured === false ? undefined : istioProxyOf(sidecar);
  if (proxy === undefined) return [];
  if (isUnknown(proxy.value)) return [{ unknown: proxy.path }];
  if (captured !== true && captured !== false) return [{ unknown: captured.path }];
  return [
    {
      path: proxy.path,
      found: proxy.value,
      expected: NO_ISTIO_PROXY,
      fix: ISTIO_FIX,
    },
  ];
}

/** Dapr does not call the sidecar's port. It does so from inside the pod, so the address that the sidecar listens on does not matter. */
export function checkDaprPort(sidecar: Sidecar): CheckResults {
  const enabled = at(sidecar.pod.metadata, `annotations["${DAPR_ENABLED}"]`);
  const isEnabled = isUnknown(enabled.value) || DAPR_TRUE.includes(toText(enabled.value).trim().toLowerCase());
  const injected = isEnabled ? checkPort(sidecar, at(sidecar.pod.metadata, `annotations["${DAPR_PORT}"]`)) : [];
  const written = otherContainers(sidecar)
    .filter((container) => isProxy(container, DAPR_PROXY))
    .flatMap((container) => checkPort(sidecar, settingOf(settingsOf(container), "app-port")));
  const isUndecided = isUnknown(enabled.value) && injected.length > 0;
  return [...(isUndecided ? [{ unknown: enabled.path }] : injected), ...written];
}

function checkPort(sidecar: Sidecar, port: Located | undefined): CheckResults {
  if (port === undefined) return [];
  if (isUnknown(port.value)) return [{ unknown: port.path }];
  if (!portsOf(sidecar).some((one) => `${one}` === toText(port.value).trim())) return [];
  return [{ path: port.path, found: port.value, expected: EXPECTED_PORT, fix: DAPR_FIX }];
}

/** What shows that the pod has a proxy of Istio; an unknown value where it may have one. */
export function istioProxyOf({ pod, container }: Sidecar): Located | undefined {
  const others = otherContainers({ pod, container });
  const written = others.filter((other) => isProxy(other, ISTIO_PROXY)).map((other) => identityOf(other, ISTIO_PROXY))[0];
  if (written !== undefined) return written;
  const undecided = others.flatMap(({ path, value }) => {
    const places = isUnknown(value) ? [{ path, value }] : ["name", "image"].map((property) => at({ path, value }, property));
    return places.filter((place) => isUnknown(place.value));
  });
  return injectionOf(pod) ?? undecided[0];
}

function otherContainers({ pod, container }: Pick<Sidecar, "pod" | "container">): readonly Located[] {
  return pod.containers.filter(({ path }) => path !== container.path);
}

function isProxy(container: Located, proxy: typeof ISTIO_PROXY): boolean {
  return at(container, "name").value === proxy.name || hasImage(container, proxy.image);
}

function identityOf(container: Located, proxy: typeof ISTIO_PROXY): Located {
  return at(container, hasImage(container, proxy.image) ? "image" : "name");
}

function hasImage(container: Located, name: string): boolean {
  const image = at(container, "image").value;
  return typeof image === "string" && parseImage(image).repository.split("/").at(-1) === name;
}

/**
 * Whether Istio's proxy receives the connections to one of the sidecar's ports; the annotation that decides it where that is not
 * known yet. Excluded ports apply only where every port is included, as by default (istio/istio, tools/istio-iptables).
 */
export function capturesPort(sidecar: Sidecar): boolean | Located {
  const { metadata } = sidecar.pod;
  const included = at(metadata, `annotations["${INCLUDED_PORTS}"]`);
  const excluded = at(metadata, `annotations["${EXCLUDED_PORTS}"]`);
  const ports = portsOf(sidecar).map(String);
  if (isUnknown(included.value)) return included;
  if (typeof included.value === "string" && included.value.trim() !== "*") {
    return ports.some((port) => listed(included.value).includes(port));
  }
  return isUnknown(excluded.value) ? excluded : !ports.every((port) => listed(excluded.value).includes(port));
}

function listed(annotation: Value): readonly string[] {
  return typeof annotation === "string" ? annotation.split(",").map((port) => port.trim()) : [];
}
