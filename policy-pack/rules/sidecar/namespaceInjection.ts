import { isOptedOut, namespaceInjection } from "../reading/injection";
import { declarationOf, namespaceOf } from "../reading/namespaces";
import { NAMESPACE_PATH } from "../reading/pods";
import { isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type StackView } from "../rule";
import type { Sidecar } from "./detect";
import { sidecarsIn } from "./exposure";
import { BIND, checkLoopbackBinding } from "./listening";
import { capturesPort, ISTIO_FIX, istioProxyOf, NO_ISTIO_PROXY } from "./proxies";

/**
 * Compliant: no label of its namespace puts a proxy of Istio in front of a sidecar that listens on other addresses than loopback,
 * which only `sidecarBind: any` admits. What the pod's own resource shows is the other half of the control.
 */
export function checkNamespaceInjection(stack: StackView, context: RuleContext): Outcome {
  if (context.config[BIND] !== "any") return NOT_APPLICABLE;
  return sidecarsIn(stack).flatMap((sidecar) => checkNamespace(stack, sidecar, context));
}

/** What {@link BIND} `loopback` says of a sidecar that passes with `any`; none where its pod decides about a proxy itself. */
function exposureOf(sidecar: Sidecar, context: RuleContext): CheckResults {
  if (isOptedOut(sidecar.pod) || istioProxyOf(sidecar) !== undefined || checkLoopbackBinding(sidecar, context).length > 0) return [];
  return checkLoopbackBinding(sidecar, { ...context, config: { ...context.config, [BIND]: "loopback" } });
}

function checkNamespace(stack: StackView, sidecar: Sidecar, context: RuleContext): CheckResults {
  const { resource } = sidecar.pod;
  const exposure = exposureOf(sidecar, context);
  const captured = capturesPort(sidecar);
  if (exposure.length === 0 || captured === false) return [];
  const injection = namespaceInjection(declarationOf(stack, namespaceOf(stack, resource)));
  if (injection === undefined) return [];
  if (isUnknown(injection)) return [{ unknown: NAMESPACE_PATH, resource }];
  const undecided = captured === true ? exposure.flatMap((one) => ("unknown" in one ? [one.unknown] : [])) : [captured.path];
  if (undecided.length > 0) return undecided.map((unknown) => ({ unknown, resource }));
  return [{ path: NAMESPACE_PATH, found: `a namespace with the label ${injection}`, expected: NO_ISTIO_PROXY, fix: ISTIO_FIX, resource }];
}
