import { allOf, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, type Located, UNKNOWN } from "../reading/values";
import type { CheckResults, Undecided } from "../rule";
import type { Sidecar, SidecarCheck } from "./detect";
import { type Setting, settingsLike, unnamedSetting } from "./settings";

const SOURCE_TYPE = /^azuread__clientcredentials__\d+__sourcetype$/;
const PLAIN_SECRET = /^azuread__clientsecret$/;
/** Settings whose value is a secret: credentials, passwords, connection strings. */
const SECRET = /(?:clientsecret|password|base64encodedvalue|connection_?string|redisconnection)$/;
/** A value made only of references to other variables, which are judged where they stand. */
const REFERENCES = /^(?:\$\([A-Za-z_][\w.-]*\))+$/;

/** Sources of a credential that stands on its own, without the workload's identity. */
const OWN_CREDENTIALS: readonly string[] = ["clientsecret", "path", "base64encoded"];

/** Where the sidecar's credentials come from, by setting. */
export function credentialSources(settings: readonly Setting[]): readonly Setting[] {
  return settingsLike(settings, SOURCE_TYPE);
}

/** Whether every credential is one the sidecar carries itself, so that no identity of the cluster is needed. */
export function carriesOwnCredential({ settings, container }: Pick<Sidecar, "settings" | "container">): Match {
  const sources = credentialSources(settings);
  const own = sources.map(
    ({ value }): Match => (isUnknown(value) ? UNKNOWN : typeof value === "string" && OWN_CREDENTIALS.includes(value.toLowerCase())),
  );
  const unnamed: readonly Match[] = unnamedSetting(container) === undefined ? [] : [UNKNOWN];
  return sources.length + unnamed.length > 0 && allOf([...own, ...unnamed]);
}

/** No credential is a client secret. */
export const noClientSecret: SidecarCheck = ({ settings, container }) => [
  ...unnamed(container),
  ...credentialSources(settings).flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    return String(value).toLowerCase() === "clientsecret" ? [{ path, found: value, expected: "SignedAssertionFilePath or KeyVault" }] : [];
  }),
  ...settingsLike(settings, PLAIN_SECRET).map(({ path }) => ({ path, expected: "a credential under AzureAd__ClientCredentials" })),
];

/** Secrets come from a Secret or a file; a value in the pod's own spec is a finding even before it is known. */
export const secretsByReference: SidecarCheck = ({ settings, container }) => [
  ...unnamed(container),
  ...settingsLike(settings, SECRET).flatMap(({ path, value, from }): CheckResults => {
    if (isUnknown(from)) return [{ unknown: path }];
    if (!isMissing(from)) return isMissing(get(from, "secretKeyRef")) ? [{ path, expected: "valueFrom.secretKeyRef" }] : [];
    if (value === "" || (typeof value === "string" && REFERENCES.test(value))) return [];
    return [{ path, expected: "valueFrom.secretKeyRef" }];
  }),
];

/** What has no name yet may be a credential. */
function unnamed(container: Located): readonly Undecided[] {
  const setting = unnamedSetting(container);
  return setting === undefined ? [] : [{ unknown: setting.path }];
}
