import { perKey, perStack } from "../reading/memoize";
import { declarationOf, type ResolvedNamespace } from "../reading/namespaces";
import { allOf, type Match, matchesSelector, selectsEverything } from "../reading/selectors";
import { elements, entries, get, isMissing, isRecord, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
import type { StackView } from "../rule";

/** Kubernetes sets this label on every namespace, so a requirement that it exists selects all of them. */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";
/** Calico adds the same label under its own name ("Calico automatic labels"). */
const CALICO_NAMESPACE_NAME = "projectcalico.org/name";

/** The labels of an object as far as a stack knows them. */
export interface KnownLabels {
  readonly labels: Readonly<Record<string, Value>>;
  /**
   * Labels that the object has besides its own, which take precedence.
   * @default none: an object has only its own
   */
  readonly added?: Readonly<Record<string, Value>>;
  /** Whether the object has no other labels. */
  readonly complete: boolean;
}

/** The labels of a namespace: all of them if this stack declares it, otherwise those that its name determines. */
export function namespaceLabels(stack: StackView, namespace: ResolvedNamespace): KnownLabels {
  return labelsByNamespace(stack)(namespace);
}

const labelsByNamespace = perStack((stack) =>
  perKey((namespace: ResolvedNamespace): KnownLabels => {
    const declaration = declarationOf(stack, namespace);
    const labels = get(declaration?.props, "metadata.labels");
    const complete = declaration !== undefined && !isUnknown(labels);
    return { labels: { ...(isRecord(labels) ? labels : {}), ...namesOf(namespace) }, complete };
  }),
);

/** The labels that contain the name of a namespace. */
export function namesOf(namespace: Value): Readonly<Record<string, Value>> {
  return { [NAMESPACE_NAME]: namespace, [CALICO_NAMESPACE_NAME]: namespace };
}

/** Whether a LabelSelector selects a namespace; unknown where it requires a label that may or may not exist. */
export function selectsNamespace(selector: Value, { labels, complete }: KnownLabels): Match {
  if (!isLabelSelector(selector)) return UNKNOWN;
  const keys = [
    ...entries(get(selector, "matchLabels")).map(([key]) => key),
    ...elements(get(selector, "matchExpressions")).map((one) => get(one, "key")),
  ];
  return complete || keys.every((key) => Object.hasOwn(labels, toText(key))) ? matchesSelector(selector, labels) : UNKNOWN;
}

/** Whether a LabelSelector selects every namespace. */
export function selectsEveryNamespace(selector: Value): Match {
  if (!isLabelSelector(selector)) return UNKNOWN;
  const expressions = get(selector, "matchExpressions");
  return allOf([
    isUnknown(expressions) ? UNKNOWN : true,
    ...elements(expressions).map((one) => allOf([equals(get(one, "key"), NAMESPACE_NAME), equals(get(one, "operator"), "Exists")])),
    hasNoLabels(selector),
  ]);
}

export function hasNoLabels(selector: Value): Match {
  return selectsEverything({ matchLabels: get(selector, "matchLabels") });
}

/** Whether a value is a LabelSelector: alpha versions of an API had other selectors in the same place. */
function isLabelSelector(value: Value): boolean {
  return isMissing(value) || (isRecord(value) && Object.keys(value).every((key) => ["matchLabels", "matchExpressions"].includes(key)));
}

function equals(value: Value, expected: string): Match {
  return isUnknown(value) ? UNKNOWN : value === expected;
}
