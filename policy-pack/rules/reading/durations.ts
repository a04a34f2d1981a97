/** Seconds of each unit of a duration in Go's notation. */
const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };
const PART = /(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g;

/** Seconds of a duration as Kubernetes' custom resources write it: `1h30m`, `0`. Undefined for any other text. */
export function secondsOf(duration: unknown): number | undefined {
  if (duration === "0" || duration === 0) return 0;
  if (typeof duration !== "string" || duration === "" || duration.replace(PART, "") !== "") return undefined;
  return Array.from(duration.matchAll(PART)).reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
}
