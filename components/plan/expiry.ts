const SECONDS_IN_A_DAY = 86_400;

/**
 * Returns the end of a rotation period in seconds since 1970, which is the expiry date of the value generated for it. The date depends
 * on the period alone, so it changes together with the value only.
 * @param period as `rotationPeriod` returns it
 */
export function endOfPeriod(period: string): number {
  const [days = 0, number = 0] = period.split("d-").map(Number);
  return days * (number + 1) * SECONDS_IN_A_DAY;
}

/** Returns the end of a date's day in UTC (`2027-03-01`), in seconds since 1970; NaN for a date that does not exist. */
export function endOfDay(date: string): number {
  const start = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== date) return Number.NaN;
  return start / 1000 + SECONDS_IN_A_DAY;
}
