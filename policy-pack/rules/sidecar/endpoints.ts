import { ASPNET_DEFAULT_PORT, SIDECAR_PORT } from "../facts/sidecar";
import { perInstance } from "../reading/memoize";
import { below } from "../reading/pods";
import { isUnknown, UNKNOWN, type Value } from "../reading/values";
import { portOf } from "./address";
import {
  type ConfiguredContainer,
  importedSettings,
  type Setting,
  settingOfUnknownName,
  settingsMatching,
  settingsOfKey,
} from "./settings";

/** One address that a container listens on. */
export interface Address {
  readonly path: string;
  /** The address as configured; unknown while its value is not known yet, or where another object holds it. */
  readonly text: string | typeof UNKNOWN;
}

/** Keys of Kestrel's own endpoints, which take precedence over every other address. */
export const ENDPOINT_URL = /^kestrel__endpoints__.+__url$/;

/**
 * The addresses in a container's settings; `undefined` where there are none. Kestrel's own endpoints take precedence over `urls`,
 * and `urls` over the bare ports (aspnetcore, KestrelServerImpl and WebHost).
 */
export function addressesOf({ settings }: ConfiguredContainer): readonly Address[] | undefined {
  const endpoints = settingsMatching(settings, ENDPOINT_URL);
  if (endpoints.length > 0) return endpoints.flatMap((setting) => split(setting, (url) => url));
  const urls = settingsOfKey(settings, "urls").filter(({ value }) => value !== "");
  if (urls.length > 0) return urls.flatMap((setting) => split(setting, (url) => url));
  const ports = settingsMatching(settings, /^https?_ports$/).filter(({ value }) => value !== "");
  return ports.length > 0 ? ports.flatMap((setting) => split(setting, (port) => `http://*:${port}`)) : undefined;
}

function split({ path, value }: Setting, address: (part: string) => string): readonly Address[] {
  if (typeof value !== "string") return [{ path, text: UNKNOWN }];
  return value
    .split(";")
    .filter((part) => part.trim() !== "")
    .map((part) => ({ path, text: address(part.trim()) }));
}

/** Ports of a sidecar: those it listens on, and those its container declares. */
export const portsOf = perInstance((sidecar: ConfiguredContainer): readonly number[] => {
  const addresses = addressesOf(sidecar);
  const unknownSettings = importedSettings(sidecar.container) ?? settingOfUnknownName(sidecar.container);
  const defaultPort = unknownSettings === undefined ? ASPNET_DEFAULT_PORT : SIDECAR_PORT;
  const listening = addresses === undefined ? [defaultPort] : addresses.map(({ text }) => (isUnknown(text) ? SIDECAR_PORT : portOf(text)));
  return [...listening, ...declaredPorts(sidecar).filter((port) => typeof port === "number")];
});

/** Whether a container may listen on a port: its settings or its declared ports include it, or neither includes any port. */
export function mayListenOn(container: ConfiguredContainer, port: number): boolean {
  const addresses = (addressesOf(container) ?? []).map(({ text }) => (isUnknown(text) ? text : portOf(text)));
  const ports = [...addresses, ...declaredPorts(container)];
  return ports.length === 0 || ports.some((one) => isUnknown(one) || one === port);
}

function declaredPorts({ container }: ConfiguredContainer): readonly Value[] {
  return below(container, "ports[*].containerPort").map(({ value }) => value);
}
