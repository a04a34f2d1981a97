import { ASPNET_DEFAULT_PORT, SIDECAR_MINIMUM_VERSION, SIDECAR_PORT } from "../facts/sidecar";
import { isUnknown, type Value } from "../reading/values";
import type { CheckResults } from "../rule";
import { isLoopback } from "./address";
import { checkCallerCheck } from "./callerCheck";
import type { Sidecar, SidecarCheck } from "./detect";
import { type Address, addressesOf, ENDPOINT_URL } from "./endpoints";
import { hasVersion } from "./image";
import { checkDaprPort } from "./proxies";
import { importedSettings, settingOfUnknownName, settingsMatching } from "./settings";

/** Option for the interfaces that a sidecar may listen on: `loopback`, or `any`. */
export const BIND = "sidecarBind";

const ADDRESS = /^https?:\/\/(?:\[[\da-f:]*\]|[\w.*+-]*)(?::\d+)?\/?$/i;

/**
 * The sidecar listens on loopback only. With `sidecarBind: any` other addresses also pass, on an image that is known to reject
 * callers from outside the pod itself, and without a setting that turns this off. `AllowedHosts` checks a header that callers
 * choose, so it does not count.
 */
export const checkLoopbackBinding: SidecarCheck = (sidecar, context) => [...checkListening(sidecar, context), ...checkDaprPort(sidecar)];

const checkListening: SidecarCheck = (sidecar, { config }) => {
  const outcome = checkAddresses(sidecar, config[BIND]);
  if (outcome.length === 0 || config[BIND] !== "any") return outcome;
  if (!hasVersion(sidecar, SIDECAR_MINIMUM_VERSION)) return isUnknown(sidecar.image.value) ? [{ unknown: sidecar.image.path }] : outcome;
  const callers = checkCallerCheck(sidecar);
  // The address may still be loopback, where these settings have no effect.
  const isUndecided = outcome.every((item) => "unknown" in item);
  return isUndecided && callers.length > 0 ? outcome : callers;
};

function checkAddresses(sidecar: Sidecar, bind: Value): CheckResults {
  const addresses = addressesOf(sidecar);
  // A setting whose name is not known yet may set any address; it takes precedence over all except Kestrel's own endpoints.
  const unnamed = settingOfUnknownName(sidecar.container);
  const undecided = unnamed === undefined ? [] : [{ unknown: unnamed.path }];
  const mayBeOverridden = unnamed !== undefined && settingsMatching(sidecar.settings, ENDPOINT_URL).length === 0;
  if (mayBeOverridden) return undecided;
  return addresses === undefined
    ? checkDefaultAddress(sidecar, bind)
    : [...addresses.flatMap((address) => checkAddress(address, bind)), ...undecided];
}

function checkAddress({ path, text }: Address, bind: Value): CheckResults {
  if (isUnknown(text)) return [{ unknown: path }];
  if (isLoopback(text)) return [];
  // The part of a connection string that a variable contains by mistake would be shown as an address.
  return [{ path, ...(ADDRESS.test(text) && { found: text }), expected: expectedAddress(bind) }];
}

/** Without a configured address the image listens on all interfaces, unless imported variables set one. */
function checkDefaultAddress({ container }: Sidecar, bind: Value): CheckResults {
  const imported = importedSettings(container);
  if (imported !== undefined) return [{ unknown: imported.path }];
  return [
    { path: `${container.path}.env`, found: `no address: port ${ASPNET_DEFAULT_PORT} on every interface`, expected: expectedAddress(bind) },
  ];
}

function expectedAddress(bind: Value): string {
  const loopback = `http://127.0.0.1:${SIDECAR_PORT}`;
  return bind === "any" ? `${loopback}, or an image with a tag of version ${SIDECAR_MINIMUM_VERSION} or later` : loopback;
}
