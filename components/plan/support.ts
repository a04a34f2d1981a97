import { KUBERNETES_VERSIONS } from "../config/schema/cluster";
import { ISTIO_REVISIONS } from "../config/schema/edge";

const DAY_IN_MILLISECONDS = 86_400_000;
/** Days before the end of support from which the warning is reported: time to plan an upgrade of every stamp. */
export const NOTICE_DAYS = 90;

/** Returns a warning if AKS support for a Kubernetes version has ended or ends within 90 days, otherwise undefined. */
export function supportWarning(version: keyof typeof KUBERNETES_VERSIONS, now: Date): string | undefined {
  const when = endOfSupport(KUBERNETES_VERSIONS[version], NOTICE_DAYS, now);
  if (when === undefined) return undefined;
  const newer = newerThan(version, KUBERNETES_VERSIONS);
  return `cluster.kubernetesVersion: AKS support for ${version} ${when}; newer versions: ${newer}.`;
}

/** Returns a warning if AKS support for a revision of the Istio add-on has ended or ends within 90 days, otherwise undefined. */
export function istioWarning(revision: string, now: Date): string | undefined {
  const until = ISTIO_REVISIONS[revision]?.until;
  const when = until === undefined ? undefined : endOfSupport(until, NOTICE_DAYS, now);
  if (when === undefined) return undefined;
  const newer = newerThan(revision, ISTIO_REVISIONS);
  return `ingress.istioRevision: AKS support for ${revision} ${when}; AKS then refuses a new mesh on it; newer revisions: ${newer}.`;
}

/** Describes the end of support at the end of a month (`2027-03`), from a number of days before it; undefined until then. */
export function endOfSupport(month: string, noticeDays: number, now: Date): string | undefined {
  const [year = 0, index = 0] = month.split("-").map(Number);
  // The first day after the month: Date.UTC counts months from zero, so the index denotes the following month.
  const days = (Date.UTC(year, index) - now.getTime()) / DAY_IN_MILLISECONDS;
  if (days > noticeDays) return undefined;
  return days < 0 ? `ended with ${month}` : `ends with ${month}`;
}

function newerThan(version: string, table: Readonly<Record<string, unknown>>): string {
  const all = Object.keys(table);
  return all.slice(all.indexOf(version) + 1).join(", ") || "none in this version of the program";
}
