import type { CheckResults } from "../rule";
import type { SidecarCheck } from "./detect";
import { checkTexts, isTrue, withUnseen } from "./settingChecks";
import { type Setting, settingsMatching, settingsOfKey } from "./settings";

/** Level of a category, for every provider or for one of them (`Logging:Console:LogLevel`). */
const LOG_LEVEL = /^logging__(?:[^_]+__)?loglevel__/;
const PII = "azuread__enablepiilogging";
/** Levels below Information, by name or by number: .NET parses both (Microsoft.Extensions.Logging, LogLevel). */
const VERBOSE = /^(?:trace|debug|[01])$/i;
/** Levels above Information. */
const QUIET = /^(?:warning|error|critical|none|[3-6])$/i;
/** Categories by which the level of the token library is chosen: the longest that is set applies. */
const LIBRARY = ["microsoft.identity.web", "microsoft.identity", "microsoft", "default"].map((name) => `logging__loglevel__${name}`);

/** Compliant: no category logs at Debug or Trace, and personal data in the library's messages stays masked. */
export const checkNoDebugLogging: SidecarCheck = (sidecar) =>
  withUnseen(sidecar, [
    ...checkTexts(settingsMatching(sidecar.settings, LOG_LEVEL), (text) =>
      VERBOSE.test(text) ? { found: text, expected: "Information or a higher level" } : undefined,
    ),
    ...checkTexts(settingsOfKey(sidecar.settings, PII), (text) =>
      isTrue(text)
        ? { found: text, expected: '"false"', fix: "Remove AzureAd__EnablePiiLogging: it writes user names and claims to the log." }
        : undefined,
    ),
  ]);

/** Compliant: the sidecar logs requests and token acquisitions at Information, which is the image's default. */
export const checkInformationLogging: SidecarCheck = (sidecar) =>
  withUnseen(sidecar, [
    ...checkTexts(levelsOfLibrary(sidecar.settings), (text) => (QUIET.test(text) ? { found: text, expected: "Information" } : undefined)),
  ]);

function levelsOfLibrary(settings: readonly Setting[]): readonly Setting[] {
  const key = LIBRARY.find((one) => settingsOfKey(settings, one).length > 0);
  return key === undefined ? [] : settingsOfKey(settings, key);
}

/** Compliant: the environment is not Development, in which the image serves callers from outside the pod and its API description. */
export const checkNotDevelopment: SidecarCheck = (sidecar): CheckResults =>
  withUnseen(sidecar, [
    ...checkTexts(settingsOfKey(sidecar.settings, "environment"), (text) =>
      text.toLowerCase() === "development"
        ? { found: text, expected: "Production: in Development the image serves every caller, and its API description" }
        : undefined,
    ),
  ]);
