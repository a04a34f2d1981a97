import type { Pod } from "../reading/pods";
import { quantityOf } from "../reading/quantities";
import { isMissing, isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Option, type Outcome, type RuleContext } from "../rule";
import { amountOf, sharedAmount } from "./amounts";
import { lastingContainers } from "./containerLists";

/** The option with the maximum of each resource. */
const MAXIMA = { maxMemory: "memory", maxCpu: "cpu" };

export const maximumOptions: Readonly<Record<string, Option>> = {
  maxMemory: { type: "string", description: "Most memory that a container may have, such as 4Gi; empty for no maximum.", default: "" },
  maxCpu: { type: "string", description: "Most CPU that a container may have, such as 2 or 500m; empty for no maximum.", default: "" },
};

/** Compliant: no container may use more than the configured maximum, which it can also reach through a limit of its pod. */
export function checkMaxima(pod: Pod, context: RuleContext): Outcome {
  const maxima = Object.entries(MAXIMA).map(([option, name]) => ({ name, maximum: String(context.config[option] ?? "") }));
  const configured = maxima.filter(({ maximum }) => maximum !== "");
  if (configured.length === 0) return NOT_APPLICABLE;
  return configured.flatMap(({ name, maximum }) => highestAmounts(pod, name).flatMap((amount) => checkAmount(amount, maximum)));
}

/** What bounds each container: its limit, otherwise the pod's, otherwise its request, which shows what it needs at least. */
function highestAmounts(pod: Pod, name: string): readonly Located[] {
  const shared = sharedAmount(pod, "limits", name);
  const limited = isMissing(shared.value) ? [] : [shared];
  const own = lastingContainers(pod).map((container) => {
    const limit = amountOf(container, "limits", name);
    return isMissing(limit.value) ? amountOf(container, "requests", name) : limit;
  });
  return [...limited, ...own];
}

function checkAmount(amount: Located, maximum: string): CheckResults {
  if (isUnknown(amount.value)) return [{ unknown: amount.path }];
  const value = quantityOf(amount.value);
  // A maximum that is no quantity admits nothing, so that the mistake shows.
  if (value === undefined || value <= (quantityOf(maximum) ?? Number.NEGATIVE_INFINITY)) return [];
  return [{ path: amount.path, found: amount.value, expected: `at most ${maximum}` }];
}
