import { AKS_GATEWAY_NAMESPACE, SYSTEM_NAMESPACES } from "../facts/namespaces";
import { NAMESPACE } from "../facts/tokens";
import { type Condition, checkValue, isOneOf } from "../reading/expect";
import { isListed, unlessListed } from "../reading/listed";
import { EXCLUDED_NAMESPACES, namesOption, strings } from "../reading/pods";
import { get, isMissing, isUnknown, locate } from "../reading/values";
import type { Outcome, Rule, RuleContext, RuleResource } from "../rule";

const BASELINE_NAMESPACES = "baselineNamespaces";
const MODES = ["enforce", "audit", "warn"];
const NAME_PATH = "metadata.name";
/** Namespaces that Azure creates and manages. */
const AZURE_NAMESPACES = [...SYSTEM_NAMESPACES, AKS_GATEWAY_NAMESPACE];
const RESTRICTED: Condition = isOneOf("restricted");
const BASELINE: Condition = isOneOf("restricted", "baseline");

/** Namespaces: Pod Security admission. */
export const rules: readonly Rule[] = [
  {
    id: "NS-01",
    name: "namespace-pod-security",
    title: "Namespaces carry PSA enforce/audit/warn = restricted (baseline only by exception)",
    why: "In a namespace without these labels the API server admits any pod, also pods that no program declares.",
    fix: "Set the labels pod-security.kubernetes.io/enforce, audit and warn to restricted.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/",
    frameworks: {
      "cis-aks-t1.2.0": ["4.2.8"],
      "cis-aks-t1.8.0": ["4.2.8"],
      "cis-v1.10.0": ["5.2.6", "5.2.7", "5.2.9", "5.2.10"],
      "cis-v1.12.0": ["5.2.6", "5.2.7", "5.2.9", "5.2.10"],
    },
    types: [NAMESPACE],
    options: {
      [EXCLUDED_NAMESPACES]: namesOption("Namespaces that are not evaluated: those that Azure manages.", ...AZURE_NAMESPACES),
      [BASELINE_NAMESPACES]: namesOption("Namespaces in which the baseline level is allowed."),
    },
    check: checkPodSecurityLabels,
  },
];

function checkPodSecurityLabels(resource: RuleResource, context: RuleContext): Outcome {
  const declared = get(resource.props, NAME_PATH);
  const name = isMissing(declared) ? resource.name : declared;
  const excluded = isListed(name, strings(context, EXCLUDED_NAMESPACES), AZURE_NAMESPACES);
  const baseline = isListed(name, strings(context, BASELINE_NAMESPACES));
  const labels = MODES.flatMap((mode) => locate(resource.props, `metadata.labels["pod-security.kubernetes.io/${mode}"]`));
  return unlessListed(excluded, NAME_PATH, () => {
    const results = labels.flatMap((label) => checkValue(label, baseline === false ? RESTRICTED : BASELINE, context));
    // The label is compliant only in a baseline namespace, and the unknown name may be one.
    const tooLow = isUnknown(baseline) && labels.some(({ value }) => value === "baseline");
    return tooLow ? [...results, { unknown: NAME_PATH }] : results;
  });
}
