import type { Registration } from "./registration";
import { isRecord, isSecret, plain, SECRET_MARK } from "./wire";

/** Shorter strings would blank out harmless words. */
const SHORTEST = 6;

/** Takes every secret of the resources out of a text. */
export function masking(registrations: readonly Registration[]): (text: string) => string {
  const secrets = secretTexts(registrations);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, SECRET_MARK), text);
}

/** Every secret string among the inputs, longest first so that no part of one is left standing. */
function secretTexts(registrations: readonly Registration[]): readonly string[] {
  const texts = new Set<string>();
  for (const { inputs } of registrations) collect(inputs, false, texts);
  return Array.from(texts).sort((one, other) => other.length - one.length);
}

function collect(value: unknown, inSecret: boolean, texts: Set<string>): void {
  if (typeof value === "string") {
    if (inSecret && value.length >= SHORTEST) texts.add(value);
  } else if (isSecret(value)) collect(plain(value.value), true, texts);
  else if (Array.isArray(value)) for (const item of value) collect(item, inSecret, texts);
  else if (isRecord(value)) for (const item of Object.values(value)) collect(item, inSecret, texts);
}
