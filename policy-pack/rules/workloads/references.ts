import * as token from "../facts/tokens";
import { isListedObject } from "../reading/listed";
import { perStack } from "../reading/memoize";
import { namespaceNamedBy, namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { at, below, namesOption, POD_TYPES, podOf, strings } from "../reading/pods";
import { anyOf, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, type Located, locate, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Option, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { accountNameOf, DEFAULT_ACCOUNT } from "./accounts";
import { type NamespacedPod, podsIn } from "./stackPods";

const ELSEWHERE = "declaredElsewhere";

export const referencesOptions: Readonly<Record<string, Option>> = {
  [ELSEWHERE]: namesOption(
    "Secrets, ConfigMaps and ServiceAccounts, as namespace/name, that another stack, a chart or an operator creates.",
  ),
};

/** Places of references: path of the object that has the name, the name's field, the kind it names. */
const REFERENCES: readonly (readonly [list: string, holder: string, field: string, kind: string])[] = [
  ["volumes[*]", "secret", "secretName", token.SECRET],
  ["volumes[*]", "configMap", "name", token.CONFIG_MAP],
  ["volumes[*].projected.sources[*]", "secret", "name", token.SECRET],
  ["volumes[*].projected.sources[*]", "configMap", "name", token.CONFIG_MAP],
];
const VARIABLE_REFERENCES: typeof REFERENCES = [
  ["env[*]", "valueFrom.secretKeyRef", "name", token.SECRET],
  ["env[*]", "valueFrom.configMapKeyRef", "name", token.CONFIG_MAP],
  ["envFrom[*]", "secretRef", "name", token.SECRET],
  ["envFrom[*]", "configMapRef", "name", token.CONFIG_MAP],
];

/** What creates a Secret, and where the Secret's name is; `metadata.name` where that is missing. */
const CREATORS: readonly (readonly [type: string, path: string])[] = [
  [token.CERTIFICATE, "spec.secretName"],
  [token.EXTERNAL_SECRET, "spec.target.name"],
  [token.SECRET_PROVIDER_CLASS, "spec.secretObjects[*].secretName"],
  [token.SEALED_SECRET, "spec.template.metadata.name"],
  [token.INGRESS, "spec.tls[*].secretName"],
];

/** ConfigMaps that Kubernetes and Istio create in every namespace. */
const CREATED_EVERYWHERE = ["kube-root-ca.crt", "istio-ca-root-cert"];

export const REFERENCE_TYPES: readonly string[] = [
  token.NAMESPACE,
  token.HELM_RELEASE,
  token.SECRET,
  token.CONFIG_MAP,
  token.SERVICE_ACCOUNT,
  ...CREATORS.map(([type]) => type),
];

interface Reference extends Located {
  readonly kind: string;
  /** Whether the pod starts without the object. */
  readonly optional: Value;
}

/**
 * Compliant: the Secrets, ConfigMaps and ServiceAccount that a pod needs are in the stack, or are created by an object of it. Only
 * pods in namespaces that the stack declares are evaluated, and into which it installs no Helm release: of others it knows a part.
 */
export function checkReferences(stack: StackView, context: RuleContext): Outcome {
  const pods = podsIn(stack, context).filter(({ namespace }) => ownNamespaces(stack).has(namespace));
  if (pods.length === 0) return NOT_APPLICABLE;
  return pods.flatMap((pod) => checkPod(stack, context, pod));
}

function checkPod(stack: StackView, context: RuleContext, one: NamespacedPod): CheckResults {
  const seen = new Set<string>();
  return referencesOf(one).flatMap(({ kind, path, value, optional }): CheckResults => {
    const { resource, namespace } = one;
    if (isUnknown(value)) return isComputed(stack, resource, kind) ? [] : [{ unknown: path, resource }];
    const key = `${kind} ${toText(value)}`;
    if (isMissing(value) || seen.has(key)) return [];
    seen.add(key);
    const exists = anyOf([isListedObject(namespace, value, strings(context, ELSEWHERE)), isCreated(stack, kind, namespace, value)]);
    if (exists === true) return [];
    if (isUnknown(exists) || isUnknown(optional)) return [{ unknown: path, resource }];
    return [{ path, found: value, expected: `a ${kind.split(":").at(-1)} of this stack, or one listed in ${ELSEWHERE}`, resource }];
  });
}

function referencesOf({ pod }: NamespacedPod): readonly Reference[] {
  const account: Reference = { ...accountNameOf(pod), kind: token.SERVICE_ACCOUNT, optional: false };
  const accounts = account.value === DEFAULT_ACCOUNT || account.value === "" ? [] : [account];
  const variables = pod.containers.flatMap((container) => VARIABLE_REFERENCES.flatMap((one) => namesAt(container, one)));
  return [...accounts, ...REFERENCES.flatMap((one) => namesAt(pod.spec, one)), ...variables];
}

/** The names at a place, except those of objects that may be missing. */
function namesAt(root: Located, [list, holder, field, kind]: (typeof REFERENCES)[number]): readonly Reference[] {
  return below(root, list)
    .map((item) => at(item, holder))
    .filter(({ value }) => !isMissing(value) && get(value, "optional") !== true)
    .map((reference): Reference => ({ ...at(reference, field), kind, optional: at(reference, "optional").value }))
    .filter(({ value }) => !CREATED_EVERYWHERE.includes(toText(value)));
}

/** Whether an unknown name was computed from an object of that kind in the stack. */
function isComputed(stack: StackView, resource: RuleResource, kind: string): boolean {
  return stack.sourcesOf(resource, "spec").some(({ type }) => type === kind);
}

function isCreated(stack: StackView, kind: string, namespace: ResolvedNamespace, name: Value): Match {
  const created = createdIn(stack);
  if (created.has(keyOf(kind, namespace, name))) return true;
  return created.has(keyOf(kind, namespace, UNKNOWN)) || created.has(keyOf(kind, UNKNOWN, UNKNOWN)) ? UNKNOWN : false;
}

const keyOf = (kind: string, namespace: ResolvedNamespace, name: Value): string =>
  `${kind} ${isUnknown(namespace) ? "?" : namespace} ${isUnknown(namespace) || isUnknown(name) ? "?" : toText(name)}`;

/** Keys of the objects that the stack declares, or declares a creator of. */
const createdIn = perStack((stack): ReadonlySet<string> => {
  const declared = stack
    .ofType(token.SECRET, token.CONFIG_MAP, token.SERVICE_ACCOUNT)
    .map((one) => keyOf(one.type, namespaceOf(stack, one), get(one.props, "metadata.name") ?? UNKNOWN));
  const created = CREATORS.flatMap(([type, path]) =>
    stack.ofType(type).flatMap((one) => secretNames(one, path).map((name) => keyOf(token.SECRET, namespaceOf(stack, one), name))),
  );
  return new Set([...declared, ...created, ...namedInArguments(stack)]);
});

/** Secrets that a pod is told the name of, as the Jobs that create a webhook's certificate are: `--secret-name=ingress-nginx-admission`. */
function namedInArguments(stack: StackView): readonly string[] {
  return stack.ofType(...POD_TYPES).flatMap((resource) =>
    podOf(resource).containers.flatMap((container) =>
      below(container, "args[*]").map(({ value }) => {
        const name = typeof value === "string" ? value.split("=").at(-1) : UNKNOWN;
        return keyOf(token.SECRET, namespaceOf(stack, resource), name);
      }),
    ),
  );
}

function secretNames({ props }: RuleResource, path: string): readonly Value[] {
  const names = locate(props, path).map(({ value }) => value);
  const own = path.includes("[*]") ? [] : [get(props, "metadata.name") ?? UNKNOWN];
  const set = names.filter((name) => !isMissing(name));
  return set.length > 0 ? set : own;
}

/** Namespaces that the stack declares and whose objects it therefore knows. */
const ownNamespaces = perStack((stack): ReadonlySet<ResolvedNamespace> => {
  const declared = stack.ofType(token.NAMESPACE).filter(({ isPatch }) => !isPatch);
  const releases = stack.ofType(token.HELM_RELEASE).map(({ props }) => props.namespace ?? "default");
  if (releases.some(isUnknown)) return new Set();
  return new Set(declared.map(namespaceNamedBy).filter((name) => !releases.includes(name)));
});
