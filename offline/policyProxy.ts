import type * as policy from "@pulumi/policy";

import { isSecret, type Properties } from "./wire";

import proxy = require("@pulumi/policy/proxy");

// The package's index exports both, but also loads the analyzer's gRPC server; proxy.js has no type declarations of its own.
const typed = proxy as unknown as Pick<typeof policy, "unknownCheckingProxy" | "UnknownValueError">;

export const { unknownCheckingProxy, UnknownValueError } = typed;

/**
 * Properties whose marked secrets read as their values: the proxy that the SDK puts before properties with the mark (its secret.js), which
 * `policy-pack/sdk/secretMarks.ts` makes it keep. Property descriptors show the mark.
 */
export function withSecretsUnwrapped(properties: Properties): Properties {
  return new Proxy(properties, { get: (target, key) => unwrapped(Reflect.get(target, key)) });
}

function unwrapped(value: unknown): unknown {
  const plain = isSecret(value) ? value.value : value;
  return typeof plain === "object" && plain !== null ? withSecretsUnwrapped(plain as Properties) : plain;
}
