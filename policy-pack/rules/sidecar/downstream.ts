import { namesHost } from "../reading/hosts";
import { strings } from "../reading/pods";
import type { CheckResults } from "../rule";
import { isLoopback } from "./address";
import type { SidecarCheck } from "./detect";
import { checkTexts, isSwitchedOn, textOf, withUnseen } from "./settingChecks";
import { type Setting, settingsMatching } from "./settings";

/** Option that lists the hosts of APIs that may be called over HTTP. */
export const HTTP_HOSTS = "httpHosts";

const BASE_URL = /^downstreamapis__.+__baseurl$/;
const SCOPE = /^downstreamapis__(.+?)__scopes(?:__\d+)?$/;

/** Names of the downstream APIs that the settings configure, in lower case. */
export function apiNames(settings: readonly Setting[]): readonly string[] {
  return [...new Set(settings.flatMap(({ key }) => /^downstreamapis__(.+?)__/.exec(key)?.[1] ?? []))];
}

/** Compliant: the sidecar calls every API over HTTPS, on loopback, or at a host whose connections a service mesh encrypts. */
export const checkDownstreamHttps: SidecarCheck = (sidecar, context) => {
  const hosts = strings(context, HTTP_HOSTS);
  const insecure = settingsMatching(sidecar.settings, BASE_URL).filter(
    ({ value }) => typeof value !== "string" || !/^\s*https:/i.test(value),
  );
  return withUnseen(sidecar, [
    ...checkTexts(insecure, (text) =>
      text === "" || isLoopback(text) || hosts.some((host) => namesHost(text, host))
        ? undefined
        : { ...(!text.includes("@") && { found: text }), expected: "a URL that starts with https://" },
    ),
  ]);
};

/**
 * Compliant: scopes name the permissions that the API needs. `.default` requests every permission that was ever consented to; for
 * application tokens it is the only form that Entra accepts, so there the permissions of the application decide.
 */
export const checkLeastScopes: SidecarCheck = (sidecar) =>
  withUnseen(sidecar, [
    ...settingsMatching(sidecar.settings, SCOPE).flatMap((setting): CheckResults => {
      const [, name = ""] = SCOPE.exec(setting.key) ?? [];
      const isDefault = textOf(setting)
        ?.split(/\s+/)
        .some((scope) => scope.toLowerCase().endsWith("/.default"));
      if (isDefault === false) return [];
      const appToken = isSwitchedOn(sidecar.settings, `downstreamapis__${name}__requestapptoken`);
      if (appToken === true) return [];
      if (isDefault === undefined || appToken === undefined) return [{ unknown: setting.path }];
      return [{ path: setting.path, found: setting.value, expected: "the scopes that the API needs, such as User.Read" }];
    }),
  ]);
