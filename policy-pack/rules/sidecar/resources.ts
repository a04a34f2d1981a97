import { at } from "../reading/pods";
import { quantityOf } from "../reading/quantities";
import { isMissing, isUnknown } from "../reading/values";
import type { CheckResults, Option } from "../rule";
import type { SidecarCheck } from "./detect";

interface Range {
  readonly resource: "memory" | "cpu";
  /** Options for the lowest and the highest amount. */
  readonly lowest: string;
  readonly highest: string;
}

const RANGES: readonly Range[] = [
  { resource: "memory", lowest: "lowestMemory", highest: "highestMemory" },
  { resource: "cpu", lowest: "lowestCpu", highest: "highestCpu" },
];

const amount = (what: string, value: string): Option => ({
  type: "string",
  description: `${what} of requests and limits.`,
  default: value,
});

export const resourceOptions: Readonly<Record<string, Option>> = {
  lowestMemory: amount("Lowest amount of memory", "128Mi"),
  highestMemory: amount("Highest amount of memory", "256Mi"),
  lowestCpu: amount("Lowest amount of CPU", "100m"),
  highestCpu: amount("Highest amount of CPU", "250m"),
};

/** Compliant: amounts that the sidecar requests, and its limits, are in the range; missing ones are violations of POD-03 and POD-04. */
export const checkResources: SidecarCheck = ({ container }, { config }) =>
  RANGES.flatMap(({ resource, lowest, highest }) =>
    ["requests", "limits"].flatMap((list): CheckResults => {
      const { path, value } = at(container, `resources.${list}.${resource}`);
      if (isMissing(value)) return [];
      if (isUnknown(value)) return [{ unknown: path }];
      const [found, low, high] = [value, config[lowest], config[highest]].map(quantityOf);
      const isInRange = found !== undefined && found >= (low ?? 0) && found <= (high ?? Number.POSITIVE_INFINITY);
      return isInRange ? [] : [{ path, found: value, expected: `${String(config[lowest])} to ${String(config[highest])}` }];
    }),
  );
