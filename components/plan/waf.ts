import type { WafConfig } from "../config/schema";
import { endOfDay } from "./expiry";

const DAY_IN_MILLISECONDS = 86_400_000;
/** Days before the end of an exception from which the warning is reported. */
export const WAF_NOTICE_DAYS = 30;
/** Days that an exception may last: its reason is looked at again at least once a year. */
export const WAF_MAX_DAYS = 366;

/** An exclusion or override of the firewall that ends on a date. */
interface WafException {
  /** Configuration path of the exception. */
  readonly path: string;
  /** Why it exists. */
  readonly reason: string;
  /** Last day, as YYYY-MM-DD. */
  readonly expires: string;
}

/** Returns every exclusion and override that has an end. */
export function wafExceptions({ exclusions, ruleOverrides }: WafConfig): readonly WafException[] {
  const listed = { exclusions, ruleOverrides };
  return (["exclusions", "ruleOverrides"] as const).flatMap((key) =>
    listed[key].flatMap(({ reason, expires }, index) =>
      expires === undefined ? [] : [{ path: `frontDoor.waf.${key}[${index}]`, reason, expires }],
    ),
  );
}

/** Returns the number of days until the end of a date's day in UTC; negative after it, NaN for a date that does not exist. */
export function daysUntilEndOf(date: string, now: Date): number {
  return (endOfDay(date) * 1000 - now.getTime()) / DAY_IN_MILLISECONDS;
}

/** Returns a warning for each exception that ends within the notice. */
export function wafWarnings(config: WafConfig, now: Date): readonly string[] {
  return wafExceptions(config).flatMap(({ path, reason, expires }) =>
    daysUntilEndOf(expires, now) > WAF_NOTICE_DAYS
      ? []
      : [
          `${path}: ends with ${expires} (${reason}); from the next day on, previews and updates are refused until it is removed or renewed.`,
        ],
  );
}
