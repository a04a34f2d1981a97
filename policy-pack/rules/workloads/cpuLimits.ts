import { at, type Pod } from "../reading/pods";
import { isMissing, isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Option, type Outcome, type RuleContext } from "../rule";
import { sidecarsOf } from "../sidecar/detect";
import { amountOf, sharedAmount, unlessGiven } from "./amounts";
import { lastingContainers } from "./containerLists";

const CPU_LIMITS = "cpuLimits";
const SIDECAR_CPU_LIMITS = "sidecarCpuLimits";
const CHOICES = ["required", "allowed", "forbidden"];

export const cpuLimitOptions: Readonly<Record<string, Option>> = {
  [CPU_LIMITS]: {
    type: "string",
    enum: CHOICES,
    description:
      "required for predictable use, forbidden to avoid throttling while the node has CPU to spare. The documents disagree, so allowed " +
      "is the default.",
    default: "allowed",
  },
  [SIDECAR_CPU_LIMITS]: {
    type: "string",
    enum: CHOICES,
    description: "The same for the Microsoft Entra auth sidecar, whose documentation sets a limit.",
    default: "required",
  },
};

/** Compliant: every container has a CPU limit where the option requires one, and none where it forbids it. */
export function checkCpuLimits(pod: Pod, context: RuleContext): Outcome {
  const sidecars = sidecarsOf(pod).map(({ container }) => container.path);
  const choiceFor = ({ path }: Located) => context.config[sidecars.includes(path) ? SIDECAR_CPU_LIMITS : CPU_LIMITS];
  const containers = lastingContainers(pod).filter((container) => choiceFor(container) !== "allowed");
  if (containers.length === 0) return NOT_APPLICABLE;
  const shared = sharedAmount(pod, "limits", "cpu");
  const sharedResults = containers.some((container) => choiceFor(container) === "forbidden") ? checkAbsent(shared) : [];
  return [
    ...sharedResults,
    ...containers.flatMap((container): CheckResults => {
      const limit = amountOf(container, "limits", "cpu");
      if (choiceFor(container) === "forbidden") return unlessUnknownImage(container, context, checkAbsent(limit));
      return unlessGiven([limit, shared], { path: limit.path, found: limit.value, expected: "a CPU limit" });
    }),
  ];
}

/** A container whose image is not known yet may be the sidecar, to which the other option applies. */
function unlessUnknownImage(container: Located, context: RuleContext, results: CheckResults): CheckResults {
  const image = at(container, "image");
  const mayBeSidecar = isUnknown(image.value) && context.config[SIDECAR_CPU_LIMITS] !== "forbidden";
  return mayBeSidecar && results.length > 0 ? [{ unknown: image.path }] : results;
}

function checkAbsent(limit: Located): CheckResults {
  if (isUnknown(limit.value)) return [{ unknown: limit.path }];
  return isMissing(limit.value) ? [] : [{ path: limit.path, found: limit.value, expected: "no CPU limit", fix: "Remove the CPU limit." }];
}
