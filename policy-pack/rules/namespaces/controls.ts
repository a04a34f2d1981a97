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
/** Namespaces that Azure makes and fills. */
const UNJUDGED = [...SYSTEM_NAMESPACES, AKS_GATEWAY_NAMESPACE];
const RESTRICTED: Condition = isOneOf("restricted");
const BASELINE: Condition = isOneOf("restricted", "baseline");

/** Namespaces: what Pod Security admission asks of the pods in them. */
export const rules: readonly Rule[] = [
  {
    id: "NS-01",
    name: "namespace-pod-security",
    title: "Namespaces carry PSA enforce/audit/warn = restricted (baseline only by exception)",
    why: "The API server admits any pod, also those no program declared, into a namespace that asks for no level.",
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
      [EXCLUDED_NAMESPACES]: namesOption("Namespaces that are not judged: those that Azure fills itself.", ...UNJUDGED),
      [BASELINE_NAMESPACES]: namesOption("Namespaces for which the baseline level is enough."),
    },
    check: podSecurityLabels,
  },
];

function podSecurityLabels(resource: RuleResource, context: RuleContext): Outcome {
  const given = get(resource.props, NAME_PATH);
  const name = isMissing(given) ? resource.name : given;
  const excluded = isListed(name, strings(context, EXCLUDED_NAMESPACES), UNJUDGED);
  const baseline = isListed(name, strings(context, BASELINE_NAMESPACES));
  const labels = MODES.flatMap((mode) => locate(resource.props, `metadata.labels["pod-security.kubernetes.io/${mode}"]`));
  return unlessListed(excluded, NAME_PATH, () => {
    const faults = labels.flatMap((label) => checkValue(label, baseline === false ? RESTRICTED : BASELINE, context));
    // A label that is enough for a baseline namespace only, of one that may be such a namespace.
    const tooLow = isUnknown(baseline) && labels.some(({ value }) => value === "baseline");
    return tooLow ? [...faults, { unknown: NAME_PATH }] : faults;
  });
}
