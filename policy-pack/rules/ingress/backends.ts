import { HELM_CHART, HELM_RELEASE, INGRESS, NAMESPACE, SERVICE } from "../facts/tokens";
import { asUndecided, isListed } from "../reading/listed";
import { perStack } from "../reading/memoize";
import { namespaceNamedBy, namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { at, below, POD_TYPES, type Pod, podOf, strings } from "../reading/pods";
import { anyOf, type Match, matchesLabels } from "../reading/selectors";
import { elements, entries, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import {
  type CheckResults,
  type Finding,
  NOT_APPLICABLE,
  type Outcome,
  type RuleContext,
  type RuleResource,
  type StackView,
} from "../rule";

/** Option that lists the namespaces with pods and Services that are not in the stack. */
export const CREATED_ELSEWHERE = "createdElsewhere";
export const BACKEND_TYPES: readonly string[] = [INGRESS, SERVICE, NAMESPACE, HELM_RELEASE, HELM_CHART, ...POD_TYPES];

const BACKENDS = ["spec.defaultBackend.service", "spec.rules[*].http.paths[*].backend.service"];

/**
 * Compliant: backends of an Ingress are ports of Services, and Services select pods and name ports of them. What a stack does not contain
 * is a violation only in a namespace that the stack declares, where no chart and no listed tool creates objects that it does not show.
 */
export function checkBackends(stack: StackView, context: RuleContext): Outcome {
  const ingresses = stack.ofType(INGRESS);
  const services = stack.ofType(SERVICE).filter(({ isPatch }) => isPatch !== true);
  if (ingresses.length + services.length === 0) return NOT_APPLICABLE;
  const elsewhere = strings(context, CREATED_ELSEWHERE);
  return [
    ...ingresses.flatMap((ingress) => checkIngress(stack, ingress, elsewhere).map((item) => ({ ...item, resource: ingress }))),
    ...services.flatMap((service) => checkService(stack, service, elsewhere).map((item) => ({ ...item, resource: service }))),
  ];
}

/** What a stack contains, by namespace. */
interface Contents {
  readonly declared: ReadonlySet<ResolvedNamespace>;
  readonly services: ReadonlyMap<ResolvedNamespace, readonly RuleResource[]>;
  readonly pods: ReadonlyMap<ResolvedNamespace, readonly Pod[]>;
  /** Whether charts create objects that the stack does not show. */
  readonly hasCharts: boolean;
}

const contentsOf = perStack(
  (stack): Contents => ({
    declared: new Set(stack.ofType(NAMESPACE).map(namespaceNamedBy)),
    services: byNamespace(stack, stack.ofType(SERVICE), (service) => service),
    pods: byNamespace(stack, stack.ofType(...POD_TYPES), podOf),
    hasCharts: stack.ofType(HELM_RELEASE, HELM_CHART).length > 0,
  }),
);

function byNamespace<Item>(stack: StackView, resources: readonly RuleResource[], itemOf: (resource: RuleResource) => Item) {
  const items = new Map<ResolvedNamespace, Item[]>();
  for (const resource of resources) {
    const namespace = namespaceOf(stack, resource);
    const others = items.get(namespace);
    if (others === undefined) items.set(namespace, [itemOf(resource)]);
    else others.push(itemOf(resource));
  }
  return items;
}

/** Whether the stack shows everything in a namespace; unknown where an option may list the namespace. */
function isShown(stack: StackView, namespace: ResolvedNamespace, elsewhere: readonly string[]): Match {
  const { declared, hasCharts } = contentsOf(stack);
  if (hasCharts || isUnknown(namespace) || !declared.has(namespace)) return false;
  return isListed(namespace, elsewhere) === false;
}

function checkIngress(stack: StackView, ingress: RuleResource, elsewhere: readonly string[]): CheckResults {
  const namespace = namespaceOf(stack, ingress);
  const spec = { path: "spec", value: ingress.props.spec };
  return BACKENDS.flatMap((path) => below(spec, path.replace(/^spec\./, ""))).flatMap((backend): CheckResults => {
    if (isMissing(backend.value)) return [];
    const name = at(backend, "name");
    if (isUnknown(name.value)) return stack.sourcesOf(ingress, "spec").some(({ type }) => type === SERVICE) ? [] : [{ unknown: name.path }];
    const services = contentsOf(stack).services.get(namespace) ?? [];
    const service = services.find((one) => get(one.props, "metadata.name") === name.value);
    if (service !== undefined) return checkPort(backend, service);
    if (isShown(stack, namespace, elsewhere) !== true) return [];
    // A Service without a name in the program gets one that Pulumi generates; one whose namespace is not known may be in this one.
    const mayExist = services.some((one) => typeof get(one.props, "metadata.name") !== "string");
    if (mayExist || contentsOf(stack).services.has(UNKNOWN)) return [{ unknown: name.path }];
    return [{ path: name.path, found: name.value, expected: "a Service of this namespace" }];
  });
}

function checkPort(backend: Located, service: RuleResource): CheckResults {
  const [number, name] = [at(backend, "port.number"), at(backend, "port.name")];
  const port = isMissing(number.value) ? name : number;
  const ports = get(service.props, "spec.ports");
  if (service.isPatch === true || isMissing(port.value) || isMissing(ports)) return [];
  const field = port === number ? "port" : "name";
  const match = anyOf(isUnknown(ports) ? [ports] : elements(ports).map((one) => isSame(get(one, field), port.value)));
  if (match === true) return [];
  if (isUnknown(match) || isUnknown(port.value)) return [{ unknown: port.path }];
  return [{ path: port.path, found: port.value, expected: `a port of Service ${service.name}` }];
}

function isSame(one: Value, other: Value): Match {
  return isUnknown(one) ? one : one === other;
}

function checkService(stack: StackView, service: RuleResource, elsewhere: readonly string[]): CheckResults {
  const selector = get(service.props, "spec.selector");
  const namespace = namespaceOf(stack, service);
  const pods = contentsOf(stack).pods.get(namespace) ?? [];
  // Without a selector the endpoints are defined by hand; a namespace without pods in the stack shows nothing.
  if (pods.length === 0 || (!isUnknown(selector) && entries(selector).length === 0)) return [];
  const matches = pods.map((pod) => ({ pod, match: matchesLabels(selector, get(pod.metadata.value, "labels")) }));
  const selected = matches.filter(({ match }) => match === true).map(({ pod }) => pod);
  if (selected.length > 0) return checkTargets(service, selected);
  if (isShown(stack, namespace, elsewhere) !== true) return [];
  const finding: Finding = { path: "spec.selector", found: selector, expected: "the labels of pods in this namespace" };
  const mayExist = matches.some(({ match }) => isUnknown(match)) || contentsOf(stack).pods.has(UNKNOWN);
  return mayExist ? asUndecided([finding], "spec.selector") : [finding];
}

/** Ports by name exist in the pods; a number needs no declaration. */
function checkTargets(service: RuleResource, pods: readonly Pod[]): CheckResults {
  const targets = below({ path: "spec", value: service.props.spec }, "ports[*].targetPort");
  const names = pods.flatMap((pod) => pod.containers.flatMap((container) => below(container, "ports[*].name"))).map(({ value }) => value);
  return targets.flatMap(({ path, value }): CheckResults => {
    if (typeof value !== "string" || /^\d+$/.test(value) || names.includes(value) || pods.some(({ resource }) => resource.isPatch))
      return [];
    return names.some(isUnknown) ? [{ unknown: path }] : [{ path, found: value, expected: "the name of a port of the selected pods" }];
  });
}
