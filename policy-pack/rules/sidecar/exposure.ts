import { SERVICE } from "../facts/tokens";
import { namespaceOf, sameNamespace } from "../reading/namespaces";
import { at, below, POD_TYPES, podOf } from "../reading/pods";
import { allOf, anyOf, type Match, matchesLabels } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, toNumber, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { type Sidecar, sidecarsOf } from "./detect";
import { portsOf } from "./endpoints";

/** No Service sends traffic to a port of a sidecar. */
export function checkNoServiceToSidecar(stack: StackView): Outcome {
  const sidecars = sidecarsIn(stack);
  if (sidecars.length === 0) return NOT_APPLICABLE;
  return stack.ofType(SERVICE).flatMap((service) => portsIn(service).flatMap((port) => checkPort(stack, service, port, sidecars)));
}

export function sidecarsIn(stack: StackView): readonly Sidecar[] {
  return stack.ofType(...POD_TYPES).flatMap((resource) => sidecarsOf(podOf(resource)));
}

export function portsIn(service: RuleResource): readonly Located[] {
  return below({ path: "spec", value: service.props.spec }, "ports[*]");
}

/** Whether a port of a Service routes to a port of one of the sidecars. */
export function routesToSidecar(stack: StackView, service: RuleResource, port: Located, sidecars: readonly Sidecar[]): Match {
  const selector = get(service.props, "spec.selector");
  // A Service without a selector has manually defined endpoints and selects no pod of the stack.
  if (isMissing(selector) || isUnknown(port.value)) return false;
  return anyOf(
    sidecars.map((sidecar) =>
      allOf([
        isSidecarPort(targetOf(port).value, sidecar),
        sameNamespace(namespaceOf(stack, service), namespaceOf(stack, sidecar.pod.resource)),
        matchesLabels(selector, get(sidecar.pod.metadata.value, "labels")),
      ]),
    ),
  );
}

function checkPort(stack: StackView, service: RuleResource, port: Located, sidecars: readonly Sidecar[]): CheckResults {
  const isRouted = routesToSidecar(stack, service, port, sidecars);
  if (isRouted === false) return [];
  const { path, value } = targetOf(port);
  if (isUnknown(isRouted)) return [{ unknown: isUnknown(value) ? path : "spec.selector", resource: service }];
  return [{ path, found: value, expected: "a port of the application", resource: service }];
}

/** The target port of a Service's port: the port of the same number, unless targetPort is set. */
function targetOf(port: Located): Located {
  const targetPort = at(port, "targetPort");
  return isMissing(targetPort.value) ? at(port, "port") : targetPort;
}

function isSidecarPort(port: Value, sidecar: Sidecar): Match {
  if (isUnknown(port)) return UNKNOWN;
  if (typeof port === "string" && !/^\d+$/.test(port)) return namedPorts(sidecar.container).includes(port);
  return portsOf(sidecar).includes(toNumber(port));
}

function namedPorts(container: Located): readonly Value[] {
  return elements(at(container, "ports").value).map((port) => get(port, "name"));
}
