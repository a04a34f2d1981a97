/**
 * An entry that the plan put there. Reaching the error means that the plan and a composer disagree: a defect of the
 * program, never of the configuration.
 */
export function requireEntry<T>(entries: Readonly<Record<string, T | undefined>>, key: string, what: string): T {
  const entry = entries[key];
  if (entry === undefined) throw new Error(`No ${what} was planned for ${key}.`);
  return entry;
}
