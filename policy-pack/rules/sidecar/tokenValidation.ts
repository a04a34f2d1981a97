import { asUndecided } from "../reading/listed";
import type { CheckResults, Finding } from "../rule";
import type { Sidecar, SidecarCheck } from "./detect";
import { apiNames } from "./downstream";
import { checkTexts, isSet, isSwitchedOn, unlessUnseen } from "./settingChecks";
import { settingsMatching, settingsOfKey } from "./settings";

/** Option for applications that check the scopes or roles in the validated claims themselves. */
export const CHECKED_BY_APPLICATION = "checkedByApplication";

const SCOPES = "azuread__scopes";
const SCOPE_LIST = /^azuread__scopes__\d+$/;
/** One audience, or a list of them (Microsoft.Identity.Web, MicrosoftIdentityApplicationOptions). */
const AUDIENCE = /^azuread__audiences?(?:__\d+)?$/;

/**
 * Compliant: a scope and an audience are set. The image reads AzureAd:Scopes as one scope, and enforces none where it is a list
 * (microsoft-identity-web, ValidateRequestEndpoints.cs of the sidecar). Without an audience it accepts the client's own id only
 * (RegisterValidAudience.cs), so that alone is advice. Sidecars that only get application tokens validate no token.
 */
export const checkTokenValidation: SidecarCheck = (sidecar, { config }) => {
  // A Patch may omit what the pod's owner sets.
  if (sidecar.pod.resource.isPatch) return [];
  const appTokensOnly = getsAppTokensOnly(sidecar);
  if (appTokensOnly === true) return [];
  const missing = unlessUnseen(sidecar, checkMissing(sidecar, config[CHECKED_BY_APPLICATION] === true));
  const outcome = [...missing, ...checkScope(sidecar)];
  return appTokensOnly === undefined ? asUndecided(outcome, `${sidecar.container.path}.env`) : outcome;
};

function checkMissing({ settings, container }: Sidecar, checkedByApplication: boolean): CheckResults {
  const hasAudience = settingsMatching(settings, AUDIENCE).some(isSet);
  const hasScope = checkedByApplication || settingsOfKey(settings, SCOPES).some(isSet);
  const path = `${container.path}.env`;
  if (hasScope) return hasAudience ? [] : [audienceFinding(path)];
  const [list] = settingsMatching(settings, SCOPE_LIST).filter(isSet);
  const found = list === undefined ? "no required scope" : "a list of scopes, which the image does not read";
  const expected = hasAudience ? "AzureAd__Scopes with one scope" : "AzureAd__Scopes with one scope, and AzureAd__Audience";
  return [{ path: list?.path ?? path, found, expected }];
}

function audienceFinding(path: string): Finding {
  return {
    path,
    found: "no audience: the image accepts the client id, and api:// followed by it",
    expected: "AzureAd__Audience, so that tokens of one version only are accepted",
    fix: "Set AzureAd__Audience to the audience of the API's tokens.",
    advisory: true,
  };
}

function checkScope({ settings }: Sidecar): CheckResults {
  const known = settingsOfKey(settings, SCOPES).filter(({ value }) => typeof value === "string");
  return checkTexts(known, (text) =>
    /\s/.test(text)
      ? { found: text, expected: "one scope: the image compares the whole text, so /Validate refuses every token", advisory: true }
      : undefined,
  ).filter((item) => !("unknown" in item));
}

/** Whether every API is called with application tokens; unknown is `undefined`. */
function getsAppTokensOnly({ settings }: Sidecar): boolean | undefined {
  const names = apiNames(settings);
  const switches = names.map((name) => isSwitchedOn(settings, `downstreamapis__${name}__requestapptoken`));
  if (names.length === 0 || switches.includes(false)) return false;
  return switches.includes(undefined) ? undefined : true;
}
