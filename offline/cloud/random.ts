import { bytes, characters, guid } from "./deterministic";
import type { CreateRequest, CreateResponse } from "./types";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
/** The provider's own default for `overrideSpecial`. */
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

/** The random provider: its values are reproducible instead of random, and a real deployment gets others. */
export function createRandomResource({ type, name, inputs }: CreateRequest): CreateResponse {
  const seed = `${type}\0${name}\0${JSON.stringify(inputs.keepers ?? {})}`;
  switch (type.split(":").at(-1)) {
    case "RandomPassword":
      return {
        id: "none",
        computed: { result: randomText(seed, inputs), bcryptHash: bcryptLike(seed) },
        secrets: ["result", "bcryptHash"],
      };
    case "RandomString": {
      const result = randomText(seed, inputs);
      return { id: result, computed: { result } };
    }
    case "RandomUuid":
    case "RandomUuid4":
    case "RandomUuid7": {
      const result = guid(seed);
      return { id: result, computed: { result } };
    }
    case "RandomInteger": {
      const result = between(seed, inputs);
      return { id: `${result}`, computed: { result } };
    }
    case "RandomId":
      return randomId(bytes(seed, size(inputs.byteLength)), inputs.prefix);
    case "RandomBytes":
      return randomBytes(bytes(seed, size(inputs.length)));
    default:
      return { id: guid(seed), computed: {} };
  }
}

/** The minimum number of characters of every enabled class, the rest from all of them, as the provider generates them. */
function randomText(seed: string, inputs: CreateRequest["inputs"]): string {
  const special = typeof inputs.overrideSpecial === "string" ? inputs.overrideSpecial : SPECIAL;
  const classes = [
    { enabled: inputs.lower, minimum: inputs.minLower, alphabet: LOWER },
    { enabled: inputs.upper, minimum: inputs.minUpper, alphabet: UPPER },
    { enabled: inputs.numeric ?? inputs.number, minimum: inputs.minNumeric, alphabet: DIGITS },
    { enabled: inputs.special, minimum: inputs.minSpecial, alphabet: special },
  ].filter(({ enabled }) => enabled !== false);
  const least = classes.map(({ minimum, alphabet }) => characters(`${seed}\0${alphabet}`, Number(minimum ?? 0), alphabet)).join("");
  const all = classes.map(({ alphabet }) => alphabet).join("");
  return (least + characters(seed, size(inputs.length), all)).slice(0, Math.max(size(inputs.length), least.length));
}

/** Has the format of a bcrypt hash; no password hashes to it. */
function bcryptLike(seed: string): string {
  return `$2a$10$${characters(`bcrypt\0${seed}`, 53, `./${UPPER}${LOWER}${DIGITS}`)}`;
}

function randomId(raw: Buffer, prefix: unknown): CreateResponse {
  const start = typeof prefix === "string" ? prefix : "";
  const b64Url = raw.toString("base64url");
  const decimal = BigInt(`0x${raw.toString("hex") || "0"}`).toString();
  return {
    id: b64Url,
    computed: { b64Std: start + raw.toString("base64"), b64Url: start + b64Url, dec: start + decimal, hex: start + raw.toString("hex") },
  };
}

function randomBytes(raw: Buffer): CreateResponse {
  return { id: "none", computed: { base64: raw.toString("base64"), hex: raw.toString("hex") }, secrets: ["base64", "hex"] };
}

function between(seed: string, inputs: CreateRequest["inputs"]): number {
  const low = Number(inputs.min ?? 0);
  const high = Number(inputs.max ?? low);
  return low + (bytes(seed, 4).readUInt32BE() % (high - low + 1));
}

function size(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}
