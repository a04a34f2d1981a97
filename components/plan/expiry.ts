const SECONDS_IN_A_DAY = 86_400;

/**
 * When a rotation period ends, in seconds since 1970: the expiry date of what it made. It follows from the period alone, so it
 * moves with the value and never by itself.
 * @param period as `rotationPeriod` returns it
 */
export function endOfPeriod(period: string): number {
  const [days = 0, number = 0] = period.split("d-").map(Number);
  return days * (number + 1) * SECONDS_IN_A_DAY;
}
