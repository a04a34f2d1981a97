/**
 * Start of the value with which the offline preview replaces an encrypted one, because it cannot decrypt it. What is expected of the real
 * value's form is met.
 */
const PREFIX = "simulated-secret-of-";

export const secretPlaceholder = (path: string): string => PREFIX + path;

export const isSecretPlaceholder = (value: unknown): value is string => typeof value === "string" && value.startsWith(PREFIX);
