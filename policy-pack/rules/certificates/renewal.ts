import { secondsOf } from "../reading/durations";
import { get, isMissing, isUnknown, toNumber } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

/** Option with the days before expiry at which a certificate is renewed at the latest. */
export const LATEST_DAYS = "latestRenewalDays";
const DURATION = "spec.duration";
const RENEW_BEFORE = "spec.renewBefore";
const RENEW_BEFORE_PERCENTAGE = "spec.renewBeforePercentage";
const DAY = 24 * 3600;
/** Lifetime that cert-manager requests where a Certificate sets none. */
const DEFAULT_DURATION = 90 * DAY;
/** Part of a short lifetime in which a renewal can be repeated. */
const SHORTEST_PART = 0.1;

/**
 * A certificate is renewed in time, and not at once again: its own time is neither too close to its expiry nor the whole lifetime. Without
 * one cert-manager renews after two thirds of the lifetime.
 */
export function checkRenewal(resource: RuleResource, context: RuleContext): Outcome {
  return [...checkTime(resource, Number(context.config[LATEST_DAYS])), ...checkPercentage(resource)];
}

function checkTime({ props }: RuleResource, latestDays: number): CheckResults {
  const [before, duration] = [get(props, RENEW_BEFORE), get(props, DURATION)];
  if (isMissing(before)) return [];
  if (isUnknown(before)) return [{ unknown: RENEW_BEFORE }];
  if (isUnknown(duration)) return [{ unknown: DURATION }];
  const lifetime = isMissing(duration) ? DEFAULT_DURATION : (secondsOf(duration) ?? DEFAULT_DURATION);
  const shortest = Math.min(latestDays * DAY, lifetime * SHORTEST_PART);
  const seconds = secondsOf(before);
  if (seconds !== undefined && seconds >= shortest && seconds < lifetime) return [];
  return [
    { path: RENEW_BEFORE, found: before, expected: `at least ${hours(shortest)}h, and less than the lifetime of ${hours(lifetime)}h` },
  ];
}

function checkPercentage({ props }: RuleResource): CheckResults {
  const percentage = get(props, RENEW_BEFORE_PERCENTAGE);
  if (isMissing(percentage)) return [];
  if (isUnknown(percentage)) return [{ unknown: RENEW_BEFORE_PERCENTAGE }];
  const part = toNumber(percentage);
  if (part >= SHORTEST_PART * 100 && part < 100) return [];
  return [{ path: RENEW_BEFORE_PERCENTAGE, found: percentage, expected: "10 to 99" }];
}

function hours(seconds: number): number {
  return Math.ceil(seconds / 3600);
}
