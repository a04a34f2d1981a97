const DAY_IN_MILLISECONDS = 86_400_000;

/**
 * Returns the rotation period that contains `now`: its length and number. The first `pulumi up` of a new period generates a new
 * value.
 */
export function rotationPeriod(days: number, now: Date): string {
  return `${days}d-${Math.floor(now.getTime() / DAY_IN_MILLISECONDS / days)}`;
}

/** What determines when a generated value is replaced. */
export interface Rotation {
  /** Days after which the next `pulumi up` generates a new value. */
  readonly rotationDays: number;
  /**
   * Any other number than before generates a new value at once.
   * @default none: the period alone decides
   */
  readonly generation?: number | undefined;
}

/**
 * Returns what a generated value depends on: its `keepers`, and part of the revision of the pods that read it. Without a generation the
 * keepers are the period alone, so that values from before the key existed remain.
 */
export function rotationKeepers({ rotationDays, generation }: Rotation, now: Date): Readonly<Record<string, string>> {
  const period = rotationPeriod(rotationDays, now);
  return generation === undefined ? { period } : { period, generation: String(generation) };
}
