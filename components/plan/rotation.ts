const DAY_IN_MILLISECONDS = 86_400_000;

/**
 * Returns the rotation period that contains `now`: its length and number. It is one of a random value's `keepers`, so that the first
 * `pulumi up` of a new period, and no earlier one, generates a new value.
 */
export function rotationPeriod(days: number, now: Date): string {
  return `${days}d-${Math.floor(now.getTime() / DAY_IN_MILLISECONDS / days)}`;
}
