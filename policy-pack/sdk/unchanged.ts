/** Environment variable that turns off every change to Pulumi's SDK: `true` or `1`. The changes: docs/sdk.md. */
export const SDK_UNCHANGED = "HARDENED_AKS_SDK_UNCHANGED";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the user has turned off every change to Pulumi's SDK. */
export function isSdkUnchanged(env: Environment): boolean {
  return isTrue(env[SDK_UNCHANGED]);
}

/** Whether an environment variable is set to `true` or `1`. */
export function isTrue(value: string | undefined): boolean {
  return value === "true" || value === "1";
}
