import { allOf, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, type Located, toText, UNKNOWN } from "../reading/values";
import type { CheckResults, Undecided } from "../rule";
import type { Sidecar, SidecarCheck } from "./detect";
import { type Setting, settingOfUnknownName, settingsMatching } from "./settings";

const SOURCE_TYPE = /^azuread__clientcredentials__\d+__sourcetype$/;
const PLAIN_SECRET = /^azuread__clientsecret$/;
/** Settings whose value is a secret: credentials, passwords, connection strings. */
const SECRET = /(?:clientsecret|password|base64encodedvalue|connection_?string|redisconnection)$/;
/** A value that consists only of references to other variables, which are evaluated themselves. */
const REFERENCES = /^(?:\$\([A-Za-z_][\w.-]*\))+$/;

/** Sources of a credential that does not need the workload's identity. */
const OWN_CREDENTIALS: readonly string[] = ["clientsecret", "path", "base64encoded"];

/** The settings that specify the source of each credential. */
export function credentialSources(settings: readonly Setting[]): readonly Setting[] {
  return settingsMatching(settings, SOURCE_TYPE);
}

/** Whether every credential is configured in the sidecar itself, so that it needs no workload identity. */
export function hasOwnCredential({ settings, container }: Pick<Sidecar, "settings" | "container">): Match {
  const sources = credentialSources(settings);
  const own = sources.map(
    ({ value }): Match => (isUnknown(value) ? UNKNOWN : typeof value === "string" && OWN_CREDENTIALS.includes(value.toLowerCase())),
  );
  const unnamed: readonly Match[] = settingOfUnknownName(container) === undefined ? [] : [UNKNOWN];
  return sources.length + unnamed.length > 0 && allOf([...own, ...unnamed]);
}

/** No credential is a client secret. */
export const checkNoClientSecret: SidecarCheck = ({ settings, container }) => [
  ...undecidedSettings(container),
  ...credentialSources(settings).flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    return toText(value).toLowerCase() === "clientsecret" ? [{ path, found: value, expected: "SignedAssertionFilePath or KeyVault" }] : [];
  }),
  ...settingsMatching(settings, PLAIN_SECRET).map(({ path }) => ({ path, expected: "a credential under AzureAd__ClientCredentials" })),
];

/** Secrets come from a Secret or a file; a value in the pod's own spec is a finding even while it is unknown. */
export const checkSecretsByReference: SidecarCheck = ({ settings, container }) => [
  ...undecidedSettings(container),
  ...settingsMatching(settings, SECRET).flatMap(({ path, value, from }): CheckResults => {
    if (isUnknown(from)) return [{ unknown: path }];
    if (!isMissing(from)) return isMissing(get(from, "secretKeyRef")) ? [{ path, expected: "valueFrom.secretKeyRef" }] : [];
    if (value === "" || (typeof value === "string" && REFERENCES.test(value))) return [];
    return [{ path, expected: "valueFrom.secretKeyRef" }];
  }),
];

/** A setting whose name is not known yet may be a credential. */
function undecidedSettings(container: Located): readonly Undecided[] {
  const setting = settingOfUnknownName(container);
  return setting === undefined ? [] : [{ unknown: setting.path }];
}
