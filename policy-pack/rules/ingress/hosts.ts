import { type Condition, checkValue } from "../reading/expect";
import { strings } from "../reading/pods";
import { entries, get, isMissing, isUnknown, locate, toText } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { classOf } from "./ingressClass";

/** Option that lists the ingress classes of controllers without security fixes. */
export const RETIRED_CLASSES = "retiredClasses";

const EXACT_HOST: Condition = {
  holds: (value) => typeof value === "string" && value !== "" && !value.includes("*"),
  expected: "one host name",
};
const DEFAULT_BACKEND = "spec.defaultBackend";
const F5_ANNOTATION = /^nginx\.(?:org|com)\//;

/** Compliant: every rule names one host, and no backend receives the requests that match no rule. */
export function checkExactHosts({ props }: RuleResource, context: RuleContext): CheckResults {
  const [path, backend] = [DEFAULT_BACKEND, get(props, DEFAULT_BACKEND)];
  const hosts = locate(props, "spec.rules[*].host").flatMap((host) => checkValue(host, EXACT_HOST, context));
  if (isMissing(backend)) return hosts;
  return [...hosts, isUnknown(backend) ? { unknown: path } : { path, found: backend, expected: "no default backend" }];
}

/** Compliant: the class is not one of a controller without security fixes. F5's controller usually has the class nginx too. */
export function checkSupportedClass(ingress: RuleResource, context: RuleContext): Outcome {
  const { path, value } = classOf(ingress);
  if (isMissing(value)) return NOT_APPLICABLE;
  if (isUnknown(value)) return [{ unknown: path }];
  const annotations = get(ingress.props, "metadata.annotations");
  const isF5 = isUnknown(annotations) ? undefined : entries(annotations).some(([name]) => F5_ANNOTATION.test(name));
  if (isF5 === true || !strings(context, RETIRED_CLASSES).includes(toText(value))) return [];
  if (isF5 === undefined) return [{ unknown: "metadata.annotations" }];
  return [{ path, found: value, expected: "the class of a maintained controller" }];
}
