import type { Decoding } from "./decoding";
import { isSdkUnchanged } from "./unchanged";

/** The argument of `deserializeProperties` with which a value that the engine sends as secret stays an instance of the SDK's `Secret`. */
const KEEPS_SECRETS = true;

/**
 * Makes the policy SDK keep Pulumi's mark on secrets. The engine sends it (analyzer_plugin.go: `KeepSecrets: true`), and the SDK keeps it
 * for remediations only; without it no message could mask these values, and no control could tell a secret from plain text. Policies
 * that read properties receive the values all the same, behind the SDK's own proxy.
 *
 * @returns whether the mark is kept.
 */
export function keepSecretMarks(sdk: Decoding, env: NodeJS.ProcessEnv = process.env): boolean {
  if (isSdkUnchanged(env)) return false;
  const decode = sdk.deserializeProperties;
  sdk.deserializeProperties = (properties) => decode(properties, KEEPS_SECRETS);
  return true;
}
