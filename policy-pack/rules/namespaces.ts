import { type Condition, isOneOf, judgeValue } from "./expect";
import { AKS_GATEWAY_NAMESPACE, SYSTEM_NAMESPACES } from "./limits";
import { EXCLUDED_NAMESPACES, namesOption, strings } from "./pods";
import { NOT_APPLICABLE, type Outcome, type Rule, type RuleContext, type RuleResource } from "./rule";
import { NAMESPACE } from "./tokens";
import { get, isMissing, locate } from "./values";

const BASELINE_NAMESPACES = "baselineNamespaces";
const MODES = ["enforce", "audit", "warn"];

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
      [EXCLUDED_NAMESPACES]: namesOption(
        "Namespaces that are not judged: those that Azure fills itself.",
        ...SYSTEM_NAMESPACES,
        AKS_GATEWAY_NAMESPACE,
      ),
      [BASELINE_NAMESPACES]: namesOption("Namespaces for which the baseline level is enough."),
    },
    check: podSecurityLabels,
  },
];

function podSecurityLabels(resource: RuleResource, context: RuleContext): Outcome {
  const given = get(resource.props, "metadata.name");
  const name = typeof given === "string" && !isMissing(given) ? given : resource.name;
  if (strings(context, EXCLUDED_NAMESPACES).includes(name)) return NOT_APPLICABLE;
  const level: Condition = strings(context, BASELINE_NAMESPACES).includes(name) ? isOneOf("restricted", "baseline") : isOneOf("restricted");
  const labels = MODES.flatMap((mode) => locate(resource.props, `metadata.labels["pod-security.kubernetes.io/${mode}"]`));
  return labels.flatMap((label) => judgeValue(label, level, context));
}
