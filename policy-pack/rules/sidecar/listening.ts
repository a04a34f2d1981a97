import { ASPNET_DEFAULT_PORT, SIDECAR_MINIMUM_VERSION, SIDECAR_PORT } from "../facts/limits";
import { below } from "../reading/pods";
import { isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { Finding, Undecided } from "../rule";
import { isLoopback, portOf } from "./address";
import type { Sidecar, SidecarCheck } from "./detect";
import { hasVersion } from "./image";
import { importedSettings, type Setting, settingOf, settingsLike, unnamedSetting } from "./settings";

/** Option that says which interfaces a sidecar may listen on: `loopback`, or `any`. */
export const BIND = "sidecarBind";

/** One address the sidecar listens on. */
interface Address {
  readonly path: string;
  /** The address as written; unknown while it hangs on something that is, or stands in another object. */
  readonly text: string | typeof UNKNOWN;
}

const ENDPOINT_URL = /^kestrel__endpoints__.+__url$/;

/**
 * The sidecar listens on loopback only. With `sidecarBind: any` other addresses pass, too, on an image that is known to refuse
 * callers from outside the pod by itself. `AllowedHosts` reads a header that callers choose, so it does not count.
 */
export const boundToLoopback: SidecarCheck = (sidecar, { config }) => {
  const outcome = judgeAddresses(sidecar, config[BIND]);
  if (outcome.length === 0 || config[BIND] !== "any") return outcome;
  if (hasVersion(sidecar, SIDECAR_MINIMUM_VERSION)) return [];
  return isUnknown(sidecar.image.value) ? [{ unknown: sidecar.image.path }] : outcome;
};

function judgeAddresses(sidecar: Sidecar, bind: Value): readonly (Finding | Undecided)[] {
  const addresses = addressesOf(sidecar);
  // What has no name yet may name any address, and outrank every other but an endpoint of Kestrel's own.
  const unnamed = unnamedSetting(sidecar.container);
  const open = unnamed === undefined ? [] : [{ unknown: unnamed.path }];
  const isOutranked = unnamed !== undefined && settingsLike(sidecar.settings, ENDPOINT_URL).length === 0;
  if (isOutranked) return open;
  return addresses === undefined ? unstated(sidecar, bind) : [...addresses.flatMap((address) => judgeAddress(address, bind)), ...open];
}

function judgeAddress({ path, text }: Address, bind: Value): readonly (Finding | Undecided)[] {
  if (isUnknown(text)) return [{ unknown: path }];
  return isLoopback(text) ? [] : [{ path, found: text, expected: expectation(bind) }];
}

/** Ports the sidecar answers on: those it listens on, and those its container declares. */
export function portsOf(sidecar: Sidecar): readonly number[] {
  const addresses = addressesOf(sidecar);
  const elsewhere = importedSettings(sidecar.container) ?? unnamedSetting(sidecar.container);
  const unstatedPort = elsewhere === undefined ? ASPNET_DEFAULT_PORT : SIDECAR_PORT;
  const listening = addresses === undefined ? [unstatedPort] : addresses.map(({ text }) => (isUnknown(text) ? SIDECAR_PORT : portOf(text)));
  return [...listening, ...declaredPorts(sidecar).filter((port) => typeof port === "number")];
}

/** Whether a container may answer on a port: it says so, or does not say on which it does. */
export function mayAnswerOn(sidecar: Sidecar, port: number): boolean {
  const stated = [...(addressesOf(sidecar) ?? []).map(({ text }) => (isUnknown(text) ? text : portOf(text))), ...declaredPorts(sidecar)];
  return stated.length === 0 || stated.some((one) => isUnknown(one) || one === port);
}

function declaredPorts({ container }: Sidecar): readonly Value[] {
  return below(container, "ports[*].containerPort").map(({ value }) => value);
}

/** Kestrel's own endpoints outrank `urls`, and `urls` outranks the bare ports (aspnetcore, KestrelServerImpl and WebHost). */
function addressesOf({ settings }: Sidecar): readonly Address[] | undefined {
  const endpoints = settingsLike(settings, ENDPOINT_URL);
  if (endpoints.length > 0) return endpoints.flatMap((setting) => split(setting, (url) => url));
  const urls = settingOf(settings, "urls");
  if (urls !== undefined && urls.value !== "") return split(urls, (url) => url);
  const ports = settingsLike(settings, /^https?_ports$/).filter(({ value }) => value !== "");
  return ports.length > 0 ? ports.flatMap((setting) => split(setting, (port) => `http://*:${port}`)) : undefined;
}

function split({ path, value }: Setting, address: (part: string) => string): readonly Address[] {
  if (typeof value !== "string") return [{ path, text: UNKNOWN }];
  return value
    .split(";")
    .filter((part) => part.trim() !== "")
    .map((part) => ({ path, text: address(part.trim()) }));
}

/** Nothing says where to listen: all interfaces by the image's default, unless a map of variables says more. */
function unstated({ container }: Sidecar, bind: Value): readonly (Finding | Undecided)[] {
  const imported = importedSettings(container);
  if (imported !== undefined) return [{ unknown: imported.path }];
  return [
    { path: `${container.path}.env`, found: `no address: port ${ASPNET_DEFAULT_PORT} of every interface`, expected: expectation(bind) },
  ];
}

function expectation(bind: Value): string {
  const loopback = `http://127.0.0.1:${SIDECAR_PORT}`;
  return bind === "any" ? `${loopback}, or an image with a tag of version ${SIDECAR_MINIMUM_VERSION} or later` : loopback;
}
