import { isRecord, isSecret, mapValues, type Properties, plain, SECRET_MARK, secret } from "../wire";

/** Shorter texts are not searched for in base64: too many other texts would contain them. */
const MIN_ENCODED = 6;

/**
 * The secrets among a component's inputs, as they can occur in the objects that are rendered from them. The provider registers such
 * objects with the values in plain text; here they are marked, so that no output shows them.
 */
export class SecretTexts {
  private readonly forms: readonly string[];
  private readonly numbers: ReadonlySet<number>;
  /** Secrets that are documents: a value inside of one is secret too. */
  private readonly documents: readonly string[];

  constructor(inputs: Properties) {
    const [texts, numbers] = [new Set<string>(), new Set<number>()];
    collect(inputs, false, texts, numbers);
    this.forms = Array.from(new Set(Array.from(texts).flatMap(formsOf))).sort((one, other) => other.length - one.length);
    this.numbers = numbers;
    this.documents = Array.from(texts).filter((text) => text.includes("\n"));
  }

  get isEmpty(): boolean {
    return this.forms.length === 0 && this.numbers.size === 0;
  }

  /** The object with marks on its secret values. Version, kind, name and namespace are in its URN, and stay as they are. */
  mark(object: Properties): Properties {
    if (this.isEmpty) return object;
    const { apiVersion, kind, metadata, ...others } = object;
    const marked: Record<string, unknown> = { ...mapValues(others, (value) => this.markValue(value)) };
    if (isRecord(metadata)) {
      const { name, namespace, ...rest } = metadata;
      marked.metadata = mapValues({ ...mapValues(rest, (value) => this.markValue(value)), name, namespace }, (value) => value);
    }
    return mapValues({ apiVersion, kind, ...marked }, (value) => value);
  }

  /** The text with a placeholder for each secret. */
  mask(text: string): string {
    return this.forms.reduce((masked, form) => masked.replaceAll(form, SECRET_MARK), text);
  }

  private markValue(value: unknown): unknown {
    if (typeof value === "string" || typeof value === "number") return this.isSecretValue(value) ? secret(value) : value;
    if (Array.isArray(value)) return value.map((item) => this.markValue(item));
    if (!isRecord(value) || isSecret(value)) return value;
    // A secret in a key cannot be marked: then its object is.
    if (Object.keys(value).some((key) => this.isSecretValue(key))) return secret(value);
    return mapValues(value, (member) => this.markValue(member));
  }

  private isSecretValue(value: string | number): boolean {
    if (value === "") return false;
    if (this.documents.some((document) => document.includes(`${value}`))) return true;
    return typeof value === "number" ? this.numbers.has(value) : this.forms.some((form) => value.includes(form));
  }
}

function collect(value: unknown, inSecret: boolean, texts: Set<string>, numbers: Set<number>): void {
  if (isSecret(value)) collect(plain(value.value), true, texts, numbers);
  else if (Array.isArray(value)) for (const item of value) collect(item, inSecret, texts, numbers);
  else if (isRecord(value)) for (const item of Object.values(value)) collect(item, inSecret, texts, numbers);
  else if (!inSecret) return;
  else if (typeof value === "string" && value !== "") texts.add(value);
  else if (typeof value === "number") {
    numbers.add(value);
    texts.add(`${value}`);
  }
}

/** A text as templates write it: as it is, in JSON or YAML quotes, line by line, and in base64. */
function formsOf(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [text, JSON.stringify(text).slice(1, -1), ...lines.filter((line) => line.length >= MIN_ENCODED), ...encodedForms(text)];
}

/** The characters of a text in base64 that do not depend on what is before and after it, for each of the three possible positions. */
function encodedForms(text: string): readonly string[] {
  if (text.length < MIN_ENCODED) return [Buffer.from(text).toString("base64")];
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const start = Math.ceil((offset * 8) / 6);
    return bytes.toString("base64").slice(start, Math.floor((bytes.length * 8) / 6));
  });
}
