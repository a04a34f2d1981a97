import { namesHost } from "../reading/hosts";
import { strings } from "../reading/pods";
import type { SidecarCheck } from "./detect";
import { checkTexts, type Fault, withUnseen } from "./settingChecks";
import { settingsMatching } from "./settings";

/** Option that lists the authorities from which the sidecar accepts and requests tokens. */
export const ALLOWED_INSTANCES = "allowedInstances";

/** The authority's host, and the same with a tenant. */
const AUTHORITY = /^azuread__(?:instance|authority)$/;
const CLOSED = "login.microsoftonline.de";

/** Compliant: the authority is a listed one, over HTTPS; without the setting the image uses that of the public cloud. */
export const checkInstance: SidecarCheck = (sidecar, context) => {
  const allowed = strings(context, ALLOWED_INSTANCES);
  return withUnseen(sidecar, [
    ...checkTexts(settingsMatching(sidecar.settings, AUTHORITY), (text): Fault => {
      if (text === "" || allowed.some((instance) => isInstance(text, instance))) return undefined;
      const isClosed = namesHost(text, CLOSED);
      const fix = `${CLOSED} was closed in 2021: use https://login.microsoftonline.com/, or the authority of your sovereign cloud.`;
      return { ...(!text.includes("@") && { found: text }), expected: `one of ${allowed.join(", ")}`, ...(isClosed && { fix }) };
    }),
  ]);
};

function isInstance(url: string, allowed: string): boolean {
  return /^https:\/\//i.test(url) && namesHost(url, allowed.replace(/^https:\/\//i, "").replace(/\/.*$/, ""));
}
