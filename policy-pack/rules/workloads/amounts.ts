import { at, type Pod } from "../reading/pods";
import { quantityOf } from "../reading/quantities";
import { isUnknown, type Located } from "../reading/values";
import type { CheckResults, Finding } from "../rule";

/** The lists of a container's, and from Kubernetes 1.34 a pod's, resources. */
export type AmountList = "requests" | "limits";

/** The amount of a resource in a list of a container; 0, and a text that is no quantity, are none. */
export function amountOf(container: Located, list: AmountList, name: string): Located {
  return at(container, `resources.${list}.${name}`);
}

/** The amount that all containers of a pod share. */
export function sharedAmount(pod: Pod, list: AmountList, name: string): Located {
  return amountOf(pod.spec, list, name);
}

export function isAmount({ value }: Located): boolean {
  return (quantityOf(value) ?? 0) > 0;
}

/** The finding unless one of the places has an amount; undecided where one may have it. */
export function unlessGiven(places: readonly Located[], finding: Finding): CheckResults {
  if (places.some(isAmount)) return [];
  const unknown = places.find(({ value }) => isUnknown(value));
  return unknown === undefined ? [finding] : [{ unknown: unknown.path }];
}
