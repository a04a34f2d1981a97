import { ASPNET_DEFAULT_PORT, SIDECAR_MINIMUM_VERSION, SIDECAR_PORT } from "../facts/sidecar";
import { isUnknown, type Value } from "../reading/values";
import type { CheckResults } from "../rule";
import { isLoopback } from "./address";
import type { Sidecar, SidecarCheck } from "./detect";
import { type Address, addressesOf, ENDPOINT_URL } from "./endpoints";
import { hasVersion } from "./image";
import { importedSettings, settingsLike, unnamedSetting } from "./settings";

/** Option that says which interfaces a sidecar may listen on: `loopback`, or `any`. */
export const BIND = "sidecarBind";

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

function judgeAddresses(sidecar: Sidecar, bind: Value): CheckResults {
  const addresses = addressesOf(sidecar);
  // What has no name yet may name any address, and outrank every other but an endpoint of Kestrel's own.
  const unnamed = unnamedSetting(sidecar.container);
  const open = unnamed === undefined ? [] : [{ unknown: unnamed.path }];
  const isOutranked = unnamed !== undefined && settingsLike(sidecar.settings, ENDPOINT_URL).length === 0;
  if (isOutranked) return open;
  return addresses === undefined ? unstated(sidecar, bind) : [...addresses.flatMap((address) => judgeAddress(address, bind)), ...open];
}

function judgeAddress({ path, text }: Address, bind: Value): CheckResults {
  if (isUnknown(text)) return [{ unknown: path }];
  return isLoopback(text) ? [] : [{ path, found: text, expected: expectation(bind) }];
}

/** Nothing says where to listen: all interfaces by the image's default, unless a map of variables says more. */
function unstated({ container }: Sidecar, bind: Value): CheckResults {
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
