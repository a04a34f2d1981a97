import type { Registration } from "./registration";
import { isRecord, isSecret, plain, SECRET_MARK } from "./wire";

/** Shorter secrets are not masked: they would also match parts of ordinary words. */
const MIN_LENGTH = 6;

/** @returns a function that replaces every secret among the resources' inputs, and further ones, in a text. */
export function createMasker(registrations: readonly Registration[], further: readonly string[] = []): (text: string) => string {
  const secrets = secretTexts(registrations, further);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, SECRET_MARK), text);
}

/** Every secret string, longest first, so that a secret which contains another one is masked completely. */
function secretTexts(registrations: readonly Registration[], further: readonly string[]): readonly string[] {
  const texts = new Set(further.filter((text) => text.length >= MIN_LENGTH));
  for (const { inputs } of registrations) collect(inputs, false, texts);
  return Array.from(texts).sort((one, other) => other.length - one.length);
}

function collect(value: unknown, inSecret: boolean, texts: Set<string>): void {
  if (typeof value === "string") {
    if (inSecret && value.length >= MIN_LENGTH) texts.add(value);
  } else if (isSecret(value)) collect(plain(value.value), true, texts);
  else if (Array.isArray(value)) for (const item of value) collect(item, inSecret, texts);
  else if (isRecord(value)) for (const item of Object.values(value)) collect(item, inSecret, texts);
}
