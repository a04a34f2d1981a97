// Must be the first import: it takes effect only before the SDK is loaded.
import "../../policy-pack/sdk/start";

import { isSdkUnchanged } from "../../policy-pack/sdk/unchanged";
import { dropPromiseTraces } from "./promiseTraces";
import { dropSdkDebugLines } from "./sdkDebugLines";
import { dropVersionAliases } from "./versionAliases";

export interface SdkAdjustmentArgs {
  /**
   * Keeps azure-native's aliases for other API versions, for one `pulumi up` after state was written with versioned types.
   * @default false: resolving them makes a preview a quarter to a third longer
   */
  readonly versionAliases?: boolean;
}

/**
 * Turns off work that Pulumi's SDK does at every start and for every resource without need. Call it before the first resource is
 * registered.
 * docs/sdk.md lists each change with its reason, gain and test; `HARDENED_AKS_SDK_UNCHANGED=true` turns all of them off.
 */
export function adjustSdk({ versionAliases = false }: SdkAdjustmentArgs): void {
  if (isSdkUnchanged(process.env)) return;
  dropSdkDebugLines();
  dropPromiseTraces();
  if (!versionAliases) dropVersionAliases();
}
