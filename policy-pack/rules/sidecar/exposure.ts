import { SERVICE } from "../facts/tokens";
import { namespaceOf, sameNamespace } from "../reading/namespaces";
import { at, below, POD_TYPES, podOf } from "../reading/pods";
import { allOf, anyOf, type Match, matchesLabels } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { type Sidecar, sidecarsOf } from "./detect";
import { portsOf } from "./endpoints";

/** No Service sends traffic to a port of a sidecar. */
export function noServiceToSidecar(stack: StackView): Outcome {
  const sidecars = sidecarsIn(stack);
  if (sidecars.length === 0) return NOT_APPLICABLE;
  return stack.ofType(SERVICE).flatMap((service) => portsIn(service).flatMap((port) => judgePort(stack, service, port, sidecars)));
}

export function sidecarsIn(stack: StackView): readonly Sidecar[] {
  return stack.ofType(...POD_TYPES).flatMap((resource) => sidecarsOf(podOf(resource)));
}

export function portsIn(service: RuleResource): readonly Located[] {
  return below({ path: "spec", value: service.props.spec }, "ports[*]");
}

/** Whether a port of a Service leads to a port of one of the sidecars. */
export function leadsToSidecar(stack: StackView, service: RuleResource, port: Located, sidecars: readonly Sidecar[]): Match {
  const selector = get(service.props, "spec.selector");
  // Without a selector the endpoints are written by hand, and no pod of the stack is meant.
  if (isMissing(selector) || isUnknown(port.value)) return false;
  return anyOf(
    sidecars.map((sidecar) =>
      allOf([
        isSidecarPort(target(port).value, sidecar),
        sameNamespace(namespaceOf(stack, service), namespaceOf(stack, sidecar.pod.resource)),
        matchesLabels(selector, get(sidecar.pod.metadata.value, "labels")),
      ]),
    ),
  );
}

function judgePort(stack: StackView, service: RuleResource, port: Located, sidecars: readonly Sidecar[]): CheckResults {
  const leads = leadsToSidecar(stack, service, port, sidecars);
  if (leads === false) return [];
  const { path, value } = target(port);
  if (isUnknown(leads)) return [{ unknown: isUnknown(value) ? path : "spec.selector", resource: service }];
  return [{ path, found: value, expected: "a port of the application", resource: service }];
}

/** Where the Service's port leads: to the port of the same number, unless it says otherwise. */
function target(port: Located): Located {
  const targetPort = at(port, "targetPort");
  return isMissing(targetPort.value) ? at(port, "port") : targetPort;
}

function isSidecarPort(port: Value, sidecar: Sidecar): Match {
  if (isUnknown(port)) return UNKNOWN;
  if (typeof port === "string" && !/^\d+$/.test(port)) return namedPorts(sidecar.container).includes(port);
  return portsOf(sidecar).includes(Number(port));
}

function namedPorts(container: Located): readonly Value[] {
  return elements(at(container, "ports").value).map((port) => get(port, "name"));
}
