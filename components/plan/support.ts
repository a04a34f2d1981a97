import { KUBERNETES_VERSIONS } from "../config/schema/cluster";

const DAY_IN_MILLISECONDS = 86_400_000;
/** Days before the end of support from which the warning is reported: time to plan an upgrade of every stamp. */
const NOTICE_DAYS = 90;

/** Returns a warning if AKS support for a Kubernetes version has ended or ends within 90 days, otherwise undefined. */
export function supportWarning(version: keyof typeof KUBERNETES_VERSIONS, now: Date): string | undefined {
  const month = KUBERNETES_VERSIONS[version];
  const [year = 0, index = 0] = month.split("-").map(Number);
  // The first day after the month: Date.UTC counts months from zero, so the index denotes the following month.
  const days = (Date.UTC(year, index) - now.getTime()) / DAY_IN_MILLISECONDS;
  if (days > NOTICE_DAYS) return undefined;
  const when = days < 0 ? `ended with ${month}` : `ends with ${month}`;
  const newer = newerVersions(version).join(", ") || "none in this version of the program";
  return `cluster.kubernetesVersion: AKS support for ${version} ${when}; newer versions: ${newer}.`;
}

function newerVersions(version: string): readonly string[] {
  const all = Object.keys(KUBERNETES_VERSIONS);
  return all.slice(all.indexOf(version) + 1);
}
