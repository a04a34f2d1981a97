import { type Condition, checkValue, isOneOf } from "../reading/expect";
import { isListed, unlessListed } from "../reading/listed";
import { EXCLUDED_NAMESPACES, strings } from "../reading/pods";
import { get, isMissing, isUnknown, type Located, locate } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { AZURE_NAMESPACES, NAME_PATH, nameOf } from "./names";

/** Option with the namespaces in which the baseline level is allowed. */
export const BASELINE_NAMESPACES = "baselineNamespaces";
const RESTRICTED: Condition = isOneOf("restricted");
const BASELINE: Condition = isOneOf("restricted", "baseline");

/**
 * Compliant: the three labels have the required level. Only `enforce` makes the API server reject a pod, so that its absence is the
 * violation; the others add warnings and audit annotations (Kubernetes, Pod Security Admission), and are advice where `enforce` is right.
 */
export function checkPodSecurityLabels(resource: RuleResource, context: RuleContext): Outcome {
  const name = nameOf(resource);
  const excluded = isListed(name, strings(context, EXCLUDED_NAMESPACES), AZURE_NAMESPACES);
  const baseline = isListed(name, strings(context, BASELINE_NAMESPACES));
  const check = (label: Located) => checkValue(label, baseline === false ? RESTRICTED : BASELINE, context);
  const [enforce, ...others] = ["enforce", "audit", "warn"].flatMap((mode) => labelOf(resource, mode));
  const labels = enforce === undefined ? others : [enforce, ...others];
  return unlessListed(excluded, NAME_PATH, () => {
    const results = oneFinding(enforce === undefined ? [] : check(enforce), others.flatMap(check), resource);
    // The label is compliant only in a baseline namespace, and the unknown name may be one.
    const tooLow = isUnknown(baseline) && labels.some(({ value }) => value === "baseline");
    return tooLow ? [...results, { unknown: NAME_PATH }] : results;
  });
}

function labelOf({ props }: RuleResource, mode: string): readonly Located[] {
  return locate(props, `metadata.labels["pod-security.kubernetes.io/${mode}"]`);
}

/** The violation, whose fix names all labels; without one the first missing label, as advice. A Patch leaves the labels it omits. */
function oneFinding(enforce: CheckResults, others: CheckResults, { isPatch, props }: RuleResource): CheckResults {
  const findings = (results: CheckResults) =>
    results.flatMap((item) => ("unknown" in item || (isPatch && isMissing(get(props, item.path))) ? [] : [item]));
  const undecided = [...enforce, ...others].filter((item) => "unknown" in item);
  const [violation] = findings(enforce);
  if (violation !== undefined) return [violation, ...undecided];
  const [advice] = findings(others);
  return advice === undefined ? undecided : [{ ...advice, advisory: true }, ...undecided];
}
