import { isListed, unlessListed } from "../reading/listed";
import {
  at,
  declaredNamespace,
  excludedNamespacesOption,
  NAMESPACE_PATH,
  namesOption,
  onPods,
  POD_TYPES,
  type Pod,
  type PodCheck,
  strings,
} from "../reading/pods";
import type { Match } from "../reading/selectors";
import { isUnknown } from "../reading/values";
import type { Control, Option, ResourceRule, Rule, RuleContext } from "../rule";

const BASELINE_NAMESPACES = "baselineNamespaces";

/** Options of the controls that the restricted level adds to the baseline. */
const RESTRICTED_OPTIONS = {
  ...excludedNamespacesOption,
  [BASELINE_NAMESPACES]: namesOption("Namespaces whose pods need to meet the baseline level only."),
};

type ControlDetails = Omit<Control, "enforcement" | "url"> & Pick<ResourceRule, "remedy">;
type Options = Readonly<Record<string, Option>>;

const STANDARDS = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

/** A control of the baseline level: applies to every pod outside the namespaces that Azure manages. */
export function baseline(control: ControlDetails, check: PodCheck, options: Options = {}): Rule {
  return {
    ...control,
    enforcement: "mandatory",
    url: `${STANDARDS}#baseline`,
    types: POD_TYPES,
    options: { ...excludedNamespacesOption, ...options },
    check: onPods(check),
  };
}

/** A control of the restricted level: applies to every pod except those of namespaces configured as baseline. */
export function restricted(control: ControlDetails, check: PodCheck): Rule {
  return {
    ...control,
    enforcement: "mandatory",
    url: `${STANDARDS}#restricted`,
    types: POD_TYPES,
    options: RESTRICTED_OPTIONS,
    check: onPods((pod, context) => unlessListed(isBaseline(pod, context), NAMESPACE_PATH, () => check(pod, context))),
  };
}

/** Exempts pods that declare Windows, for which the API server itself rejects the setting. */
export const exceptWindows = (check: PodCheck): PodCheck => exceptWhere("os.name", "windows", check);

/** Exempts pods in their own user namespace, where root maps to an unprivileged user of the node (allowed since v1.35, KEP-127). */
export const exceptUserNamespaces = (check: PodCheck): PodCheck => exceptWhere("hostUsers", false, check);

function exceptWhere(path: string, exempt: string | boolean, check: PodCheck): PodCheck {
  return (pod, context) => {
    const setting = at(pod.spec, path);
    if (setting.value === exempt) return [];
    const outcome = check(pod, context);
    return isUnknown(setting.value) && outcome.length > 0 ? [{ unknown: setting.path }] : outcome;
  };
}

function isBaseline({ resource }: Pod, context: RuleContext): Match {
  return isListed(declaredNamespace(resource), strings(context, BASELINE_NAMESPACES));
}
