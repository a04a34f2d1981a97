import { namesHost } from "../reading/hosts";
import { at, below } from "../reading/pods";
import { get, isUnknown, type Located } from "../reading/values";
import type { CheckResults } from "../rule";
import { credentialSources } from "./credentials";
import type { Sidecar, SidecarCheck } from "./detect";
import { checkTexts, isSet, textOf, unlessUnnamed, unlessUnseen } from "./settingChecks";
import { type Setting, settingsOfKey } from "./settings";

/** Credentials that are certificates from somewhere else (Microsoft.Identity.Abstractions, CredentialSource). */
const OTHER_CERTIFICATES = ["path", "base64encoded", "storewiththumbprint", "storewithdistinguishedname", "storewithsubjectname"];
/** Domains of vaults in the clouds of Azure. */
const VAULT_DOMAINS = ["*.vault.azure.net", "*.vault.usgovcloudapi.net", "*.vault.azure.cn"];
const CSI_DRIVER = "secrets-store.csi.k8s.io";

/** Compliant: a certificate is read from Key Vault, over HTTPS, by the sidecar or by the Secrets Store driver that mounts its file. */
export const checkKeyVaultCertificate: SidecarCheck = (sidecar) =>
  unlessUnnamed(
    sidecar,
    credentialSources(sidecar.settings).flatMap((source): CheckResults => {
      const type = textOf(source)?.toLowerCase();
      if (type === undefined) return [{ unknown: source.path }];
      if (type === "keyvault") return checkVault(sidecar, source);
      if (!OTHER_CERTIFICATES.includes(type) || (type === "path" && isMountedFromVault(sidecar, source) !== false)) return [];
      return [{ path: source.path, found: source.value, expected: "KeyVault, or a file that the Secrets Store driver mounts from it" }];
    }),
  );

function checkVault(sidecar: Sidecar, source: Setting): CheckResults {
  const [urls, names] = ["keyvaulturl", "keyvaultcertificatename"].map((field) => fieldOf(sidecar, source, field));
  const path = `${sidecar.container.path}.env`;
  const missing = [
    ...((urls ?? []).length > 0 ? [] : [{ path, found: "no vault", expected: "KeyVaultUrl" }]),
    ...((names ?? []).some(isSet) ? [] : [{ path, found: "no certificate name", expected: "KeyVaultCertificateName" }]),
  ];
  return [
    ...(sidecar.pod.resource.isPatch ? [] : unlessUnseen(sidecar, missing.slice(0, 1))),
    ...checkTexts(urls ?? [], (text) =>
      /^https:\/\//i.test(text) && VAULT_DOMAINS.some((domain) => namesHost(text, domain))
        ? undefined
        : { found: text, expected: "https://<name>.vault.azure.net, or a vault of a sovereign cloud" },
    ),
  ];
}

function fieldOf({ settings }: Sidecar, { key }: Setting, field: string): readonly Setting[] {
  return settingsOfKey(settings, key.replace(/sourcetype$/, field));
}

/** Whether the certificate's file is on a volume of the Secrets Store driver; `undefined` where that is not known. */
function isMountedFromVault(sidecar: Sidecar, source: Setting): boolean | undefined {
  const paths = fieldOf(sidecar, source, "certificatediskpath").map(textOf);
  const mounts = below(sidecar.container, "volumeMounts[*]").filter(({ value }) =>
    paths.some((path) => contains(get(value, "mountPath"), path)),
  );
  const volumes = below(sidecar.pod.spec, "volumes[*]");
  if (paths.includes(undefined) || [...mounts, ...volumes].some(isUnread)) return undefined;
  const names = mounts.map(({ value }) => get(value, "name"));
  return volumes.some((volume) => names.includes(get(volume.value, "name")) && at(volume, "csi.driver").value === CSI_DRIVER);
}

function isUnread(place: Located): boolean {
  return ["", "name", "csi", "csi.driver"].some((path) => isUnknown(path === "" ? place.value : at(place, path).value));
}

function contains(mountPath: unknown, file: string | undefined): boolean {
  if (isUnknown(mountPath) || file === undefined) return true;
  return typeof mountPath === "string" && file.startsWith(`${mountPath.replace(/\/+$/, "")}/`);
}
