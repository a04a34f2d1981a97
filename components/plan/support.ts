import { KUBERNETES_VERSIONS } from "../config/schema/cluster";

const DAY_IN_MILLISECONDS = 86_400_000;
/** Long enough to plan an upgrade of every stamp. */
const NOTICE_DAYS = 90;

/** What to say about a Kubernetes version whose support has ended, or ends soon; undefined while there is time. */
export function supportWarning(version: keyof typeof KUBERNETES_VERSIONS, now: Date): string | undefined {
  const month = KUBERNETES_VERSIONS[version];
  const [year = 0, index = 0] = month.split("-").map(Number);
  // The day after the last of the month: months count from zero here, so the index is already the next one.
  const days = (Date.UTC(year, index) - now.getTime()) / DAY_IN_MILLISECONDS;
  if (days > NOTICE_DAYS) return undefined;
  const when = days < 0 ? `ended with ${month}` : `ends with ${month}`;
  return `cluster.kubernetesVersion: AKS support of ${version} ${when}; newer: ${newer(version).join(", ") || "none that this program knows"}.`;
}

function newer(version: string): readonly string[] {
  const all = Object.keys(KUBERNETES_VERSIONS);
  return all.slice(all.indexOf(version) + 1);
}
