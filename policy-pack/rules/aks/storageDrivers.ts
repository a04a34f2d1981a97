import { isNot } from "../reading/expect";
import { get, isUnknown } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

const DRIVERS = ["diskCSIDriver", "fileCSIDriver", "snapshotController"].map((driver) => `storageProfile.${driver}.enabled`);
const isOn = isNot(false);

/** Compliant: all three are on, or, where configuration allows it, all three are off: a cluster without persistent volumes. */
export function checkStorageDrivers({ props }: RuleResource, context: RuleContext): Outcome {
  const places = DRIVERS.map((path) => ({ path, value: get(props, path) }));
  const off = places.filter(({ value }) => !isUnknown(value) && !isOn.holds(value, context));
  const unknown: CheckResults = places.filter(({ value }) => isUnknown(value)).map(({ path }) => ({ unknown: path }));
  const isStateless = context.config.allowNone === true && off.length + unknown.length === DRIVERS.length;
  if (isStateless) return unknown;
  return [...off.map(({ path, value }) => ({ path, found: value, expected: "true, which is the default" })), ...unknown];
}
