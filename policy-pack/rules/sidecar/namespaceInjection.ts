import { declarationOf, namespaceOf } from "../reading/namespaces";
import { NAMESPACE_PATH } from "../reading/pods";
import { isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type StackView } from "../rule";
import type { Sidecar } from "./detect";
import { sidecarsIn } from "./exposure";
import { isOptedOut, namespaceInjection } from "./injection";
import { BIND, checkLoopbackBinding } from "./listening";
import { capturesPort, ISTIO_FIX, istioProxyOf, NO_ISTIO_PROXY } from "./proxies";

/**
 * Compliant: no label of its namespace puts a proxy of Istio in front of a sidecar that listens on other addresses than loopback,
 * which only `sidecarBind: any` admits. What the pod's own resource shows is the other half of the control.
 */
export function checkNamespaceInjection(stack: StackView, context: RuleContext): Outcome {
  if (context.config[BIND] !== "any") return NOT_APPLICABLE;
  return sidecarsIn(stack)
    .filter((sidecar) => dependsOnCallerCheck(sidecar, context))
    .flatMap((sidecar) => checkNamespace(stack, sidecar));
}

/** Whether the sidecar passes only because `any` is allowed, and its pod does not decide about a proxy itself. */
function dependsOnCallerCheck(sidecar: Sidecar, context: RuleContext): boolean {
  if (isOptedOut(sidecar.pod) || istioProxyOf(sidecar) !== undefined || checkLoopbackBinding(sidecar, context).length > 0) return false;
  return checkLoopbackBinding(sidecar, { ...context, config: { ...context.config, [BIND]: "loopback" } }).length > 0;
}

function checkNamespace(stack: StackView, sidecar: Sidecar): CheckResults {
  const { resource } = sidecar.pod;
  const captured = capturesPort(sidecar);
  if (captured === false) return [];
  const injection = namespaceInjection(declarationOf(stack, namespaceOf(stack, resource)));
  if (injection === undefined) return [];
  if (isUnknown(injection)) return [{ unknown: NAMESPACE_PATH, resource }];
  if (captured !== true) return [{ unknown: captured.path, resource }];
  return [{ path: NAMESPACE_PATH, found: `a namespace with the label ${injection}`, expected: NO_ISTIO_PROXY, fix: ISTIO_FIX, resource }];
}
