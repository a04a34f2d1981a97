import type { PlatformConfig } from "../config/schema";
import { endOfSupport, NOTICE_DAYS } from "./support";

/** Support of a chart's minor version. */
export interface ChartSupport {
  /** Minor version: `1.21`. */
  readonly minor: string;
  /** Last month of its support: `2027-03`. */
  readonly until: string;
  /** Days before the end from which the warning is reported. */
  readonly noticeDays: number;
}

/**
 * Support of the charts' minor versions. It ends with the release of a later one, so these months are expected ones.
 * cert-manager supports its two newest minors and releases one about every four months (cert-manager.io: supported releases; 1.21 is of
 * 2026-07-08). External Secrets supports its newest minor only and releases one about every month (external-secrets.io: stability and
 * support; 2.9 is of 2026-08-08, 2.12 the newest in November 2026): with a notice of 90 days its warning would never end.
 */
export const CHARTS = {
  certManager: { minor: "1.21", until: "2027-03", noticeDays: NOTICE_DAYS },
  externalSecrets: { minor: "2.12", until: "2026-12", noticeDays: 0 },
} as const satisfies Record<string, ChartSupport>;

/** Returns a warning for each installed chart whose expected support has ended or is about to end. */
export function chartWarnings({ scope, kubernetes }: PlatformConfig, now: Date): readonly string[] {
  if (scope !== "all") return [];
  const warnings = [
    chartWarning("cert-manager", CHARTS.certManager, now),
    kubernetes.externalSecrets ? chartWarning("External Secrets", CHARTS.externalSecrets, now) : undefined,
  ];
  return warnings.filter((warning) => warning !== undefined);
}

/** Returns a warning if the expected support of a chart's minor version has ended or is about to end, otherwise undefined. */
export function chartWarning(chart: string, { minor, until, noticeDays }: ChartSupport, now: Date): string | undefined {
  const when = endOfSupport(until, noticeDays, now);
  return when === undefined ? undefined : `${chart} ${minor}: the expected support ${when}; upgrade the chart (docs/upgrading.md).`;
}
