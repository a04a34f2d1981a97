const DAY_IN_MILLISECONDS = 86_400_000;

/**
 * The number of the rotation period that `now` lies in. It goes into a random value's `keepers`, so that the first
 * `pulumi up` of a new period, and none before it, makes a new value.
 */
export function rotationPeriod(days: number, now: Date): string {
  return `${days}d-${Math.floor(now.getTime() / DAY_IN_MILLISECONDS / days)}`;
}
