import type { Config } from "@pulumi/pulumi";
import { isSecretPlaceholder } from "../../components/config/secretPlaceholder";
import { SECRET_MARK } from "../wire";
import type { ConfigType, MissingKey } from "./missing";
import { placeholderOf } from "./placeholder";

/** What this module needs of the SDK that the program uses. */
export interface ConfigSdk {
  readonly Config: { readonly prototype: Config };
  /** The SDK's mark of an unknown value. */
  readonly unknown: unknown;
  readonly secret: (value: unknown) => unknown;
}

type Read = (this: Config, key: string, ...options: readonly unknown[]) => unknown;

/** A method of `Config`, and what it reads. */
interface Method {
  readonly name: string;
  readonly type: ConfigType;
  /** Whether it returns a secret output. */
  readonly secret: boolean;
}

const TYPES: readonly (readonly [suffix: string, type: ConfigType])[] = [
  ["", "string"],
  ["Number", "number"],
  ["Boolean", "boolean"],
  ["Object", "object"],
];

const METHODS: readonly Method[] = ["get", "require"].flatMap((verb) =>
  [false, true].flatMap((secret) => TYPES.map(([suffix, type]) => ({ name: `${verb}${secret ? "Secret" : ""}${suffix}`, type, secret }))),
);

/** The SDK's `ConfigMissingError`, which the package does not export. */
const MISSING = /^Missing required configuration variable '(.+)'/;

/**
 * Lets a program run to its end although required keys have no value, so that all of them are reported together: `require…` returns a
 * placeholder of its type and reports the key. Errors about a value that is not of the type remain the SDK's own.
 *
 * @param replace replaces a member until the end of the run.
 */
export function recordRequired(
  sdk: ConfigSdk,
  replace: (target: object, key: string, value: unknown) => void,
  onMissing: (missing: MissingKey) => void,
): void {
  const methods = sdk.Config.prototype;
  const get = methods.get as Read;
  for (const method of METHODS) {
    const read: unknown = Reflect.get(methods, method.name);
    if (typeof read === "function") replace(methods, method.name, tolerant(read as Read, get, method, sdk, onMissing));
  }
}

function tolerant(read: Read, get: Read, { type, secret }: Method, sdk: ConfigSdk, onMissing: (missing: MissingKey) => void): Read {
  const missing = (key: string): unknown => {
    onMissing({ key, type, secret });
    return secret ? sdk.secret(placeholderOf(type)) : placeholderOf(type);
  };
  const failed = (error: unknown, value: unknown): unknown => {
    const [, key] = MISSING.exec(error instanceof Error ? error.message : "") ?? [];
    if (key !== undefined) return missing(key);
    throw secret ? withoutValue(error, value) : error;
  };
  // What replaces an encrypted value is text, and cannot be read as a number or a map: the value is unknown.
  const encrypted = (key: string): unknown => (secret ? sdk.secret(sdk.unknown) : missing(key));
  return function (this: Config, key, ...options) {
    if (type !== "string" && isSecretPlaceholder(get.call(this, key))) return encrypted(`${this.name}:${key}`);
    try {
      return read.call(this, key, ...options);
    } catch (error) {
      return failed(error, get.call(this, key));
    }
  };
}

/** The SDK's messages about a value of the wrong type quote it. */
function withoutValue(error: unknown, value: unknown): unknown {
  if (error instanceof Error) error.message = error.message.replaceAll(`value '${value}'`, `value '${SECRET_MARK}'`);
  return error;
}
