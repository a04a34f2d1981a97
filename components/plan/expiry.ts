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
