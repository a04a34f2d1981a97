import { type Condition, checkValue, is, isOneOf } from "../reading/expect";
import { asUndecided } from "../reading/listed";
import { at, below } from "../reading/pods";
import { get, isMissing, isUnknown, type Located, type Value } from "../reading/values";
import type { CheckResults, RuleContext } from "../rule";
import type { SidecarCheck } from "./detect";
import { textOf, unlessUnnamed } from "./settingChecks";
import { type Setting, settingsMatching } from "./settings";

const CERTIFICATE_PATH = /certificatediskpath$/;
/** 0440 is what the kubelet makes of 0400 in a pod with fsGroup, so that a user other than root can read the file. */
const MODE: Condition = { ...isOneOf(0o400, 0o440), expected: "256 or 288 (octal 0400 or 0440); the default is 420 (0644)" };

/**
 * Compliant: files of a Secret that the sidecar mounts are readable by their owner and group only, and the mount is read-only. Where the
 * sidecar's settings name the certificate's file, this applies to the volume that contains it.
 */
export const checkCertificateVolume: SidecarCheck = (sidecar, context) => {
  const { pod, container, settings } = sidecar;
  // A Patch may omit what its owner sets; Windows has no file modes.
  if (pod.resource.isPatch || at(pod.spec, "os.name").value === "windows") return [];
  const files = settingsMatching(settings, CERTIFICATE_PATH);
  const results = below(container, "volumeMounts[*]").flatMap((mount): CheckResults => {
    const outcome = checkMount(pod.spec, mount, context);
    const isCertificate = mayContain(get(mount.value, "mountPath"), files);
    if (isCertificate === false) return [];
    return isCertificate === undefined ? asUndecided(outcome, `${mount.path}.mountPath`) : outcome;
  });
  return unlessUnnamed(sidecar, results);
};

function checkMount(spec: Located, mount: Located, context: RuleContext): CheckResults {
  const volumes = below(spec, "volumes[*]");
  const name = at(mount, "name");
  const volume = volumes.find((one) => !isUnknown(one.value) && get(one.value, "name") === name.value);
  if (isUnknown(name.value)) return volumes.some((one) => modesOf(one).length > 0) ? [{ unknown: name.path }] : [];
  if (volume === undefined) return volumes.filter((one) => isUnknown(at(one, "name").value)).map(({ path }) => ({ unknown: path }));
  const modes = modesOf(volume);
  if (modes.length === 0) return [];
  return [...modes.flatMap((mode) => checkValue(mode, MODE, context)), ...checkValue(at(mount, "readOnly"), is(true), context)];
}

/** The modes of the files of Secrets in a volume; none in another kind of volume. */
function modesOf(volume: Located): readonly Located[] {
  const isSecret = !isMissing(get(volume.value, "secret"));
  const sources = below(volume, "projected.sources[*]").filter(({ value }) => !isMissing(get(value, "secret")));
  return [
    ...(isSecret ? modesOfItems(at(volume, "secret"), at(volume, "secret.defaultMode")) : []),
    ...sources.flatMap((source) => modesOfItems(at(source, "secret"), at(volume, "projected.defaultMode"))),
  ].filter(({ path }, index, all) => all.findIndex((other) => other.path === path) === index);
}

/** The mode of each item that has one; the default mode where an item has none, or no item is listed. */
function modesOfItems(secret: Located, defaultMode: Located): readonly Located[] {
  const items = below(secret, "items[*]");
  const own = items.map((item) => at(item, "mode")).filter(({ value }) => !isMissing(value));
  return own.length < items.length || items.length === 0 ? [...own, defaultMode] : own;
}

/** Whether a mount may contain one of the files; `undefined` where a path is not known. Every mount may where no file is named. */
function mayContain(mountPath: Value, files: readonly Setting[]): boolean | undefined {
  if (files.length === 0) return true;
  const paths = files.map(textOf);
  if (typeof mountPath !== "string") return undefined;
  const directory = `${mountPath.replace(/\/+$/, "")}/`;
  if (paths.some((path) => path !== undefined && `${path}/`.startsWith(directory))) return true;
  return paths.includes(undefined) ? undefined : false;
}
