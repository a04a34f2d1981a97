import { asUndecided } from "../reading/listed";
import { get, isMissing, isUnknown } from "../reading/values";
import type { CheckResults, Finding, Undecided } from "../rule";
import type { Sidecar, SidecarCheck } from "./detect";
import { isSet, isSwitchedOn, textOf, unlessUnnamed, unlessUnseen } from "./settingChecks";
import { type Setting, settingsOfKey } from "./settings";

const ENABLED = "tokencache__enabledistributedcache";
const CONNECTION = "tokencache__redisconnection";
const PASSWORD = /(?:^|,)\s*password\s*=\s*[^,\s]/i;
const TLS = /(?:^|,)\s*ssl\s*=\s*true\s*(?:,|$)|^rediss:\/\//i;

/**
 * Compliant: the connection of a distributed token cache uses TLS and a password. A connection string in a Secret has its password
 * there, and what it contains is not visible; one in the pod's spec is a violation of the control for secrets as well. Images up to
 * 1.1.x have no distributed cache and ignore these settings.
 */
export const checkTokenCache: SidecarCheck = (sidecar) => {
  const enabled = isSwitchedOn(sidecar.settings, ENABLED);
  if (enabled === false) return [];
  const outcome = checkConnection(sidecar);
  return enabled === true
    ? unlessUnnamed(sidecar, outcome)
    : asUndecided(outcome, settingsOfKey(sidecar.settings, ENABLED)[0]?.path ?? sidecar.container.path);
};

function checkConnection(sidecar: Sidecar): CheckResults {
  const connections = settingsOfKey(sidecar.settings, CONNECTION).filter(isSet);
  if (connections.length > 0) return connections.map(resultOf).flatMap((result) => result ?? []);
  if (sidecar.pod.resource.isPatch) return [];
  const missing: Finding = {
    path: `${sidecar.container.path}.env`,
    found: "no connection",
    expected: "TokenCache__RedisConnection from a Secret",
  };
  return unlessUnseen(sidecar, [missing]);
}

function resultOf(setting: Setting): Finding | Undecided | undefined {
  if (!isMissing(setting.from) && !isUnknown(setting.from) && isMissing(get(setting.from, "secretKeyRef"))) return undefined;
  const text = textOf(setting);
  if (text === undefined) return { unknown: setting.path };
  if (!TLS.test(text)) return { path: setting.path, expected: "ssl=true", ownCause: true };
  if (PASSWORD.test(text)) return undefined;
  return {
    path: setting.path,
    expected: "a password from a Secret",
    fix: "Reference the connection string, with its password, in valueFrom.secretKeyRef.",
  };
}
