/**
 * Returns an entry that the plan must contain.
 * @throws Error where it is missing: plan and component are inconsistent, a defect of the program and not of the configuration
 */
export function requireEntry<T>(entries: Readonly<Record<string, T | undefined>>, key: string, what: string): T {
  const entry = entries[key];
  if (entry === undefined) throw new Error(`No ${what} is planned for ${key}.`);
  return entry;
}
