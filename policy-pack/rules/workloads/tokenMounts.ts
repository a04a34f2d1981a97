import { CLUSTER_ROLE_BINDING, ROLE_BINDING, SERVICE_ACCOUNT } from "../facts/tokens";
import { isListedObject } from "../reading/listed";
import { perStack } from "../reading/memoize";
import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { at, namesOption, strings } from "../reading/pods";
import { allOf, anyOf, isEqual, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Option, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { accountNameOf, DEFAULT_ACCOUNT } from "./accounts";
import { byName, type Namespaced, type NamespacedPod, namespaced, podsIn } from "./stackPods";

const FIELD = "automountServiceAccountToken";
const API_CLIENTS = "apiClients";
/** Group of all service accounts; with a namespace after a colon, of those in it. */
const EVERY_ACCOUNT = "system:serviceaccounts";

export const tokenMountsOptions: Readonly<Record<string, Option>> = {
  [API_CLIENTS]: namesOption(
    "Service accounts, as namespace/name, whose pods call the API server with permissions that another stack grants, or use their token " +
      "to sign in elsewhere.",
  ),
};

/** A service account as a pod uses it. */
interface Account {
  readonly namespace: ResolvedNamespace;
  readonly name: Value;
}

/**
 * Compliant: the token is not mounted (the pod's setting takes precedence over its account's), or a role binding of the stack grants
 * the account permissions, so that its pods call the API server. An account is reported only if no pod of the stack uses it.
 */
export function checkTokenMounts(stack: StackView, context: RuleContext): Outcome {
  const pods = podsIn(stack, context).map((one): PodWithAccount => ({ ...one, account: accountOf(stack, one) }));
  const accounts = namespaced(stack, context, SERVICE_ACCOUNT);
  if (pods.length + accounts.length === 0) return NOT_APPLICABLE;
  const accountsOf = byName(accounts, ({ resource }) => nameOf(resource));
  const podsOf = byName(pods, ({ account }) => account.name);
  return [
    ...pods.flatMap((pod) => checkPod(stack, context, pod, accountsOf(pod.namespace, pod.account.name))),
    ...accounts
      .filter(({ resource }) => !resource.isPatch)
      .flatMap((account) => checkUnused(stack, context, account, podsOf(account.namespace, nameOf(account.resource)))),
  ];
}

interface PodWithAccount extends NamespacedPod {
  readonly account: Account;
}

const nameOf = (account: RuleResource): Value => get(account.props, "metadata.name");

function checkPod(stack: StackView, context: RuleContext, one: PodWithAccount, accounts: readonly Namespaced[]): CheckResults {
  const { resource, account } = one;
  const { path, value } = at(one.pod.spec, FIELD);
  if (value === false) return [];
  if (isUnknown(value)) return [{ unknown: path, resource }];
  const unmounted = isMissing(value) ? turnsOffMount(account, accounts) : false;
  const compliant = anyOf([unmounted, callsApiServer(stack, context, account)]);
  if (compliant === true) return [];
  return isUnknown(compliant) ? [{ unknown: path, resource }] : [{ path, found: value, expected: "false", resource }];
}

/** The account of a pod; an unknown name is resolved by the ServiceAccount it was computed from. */
function accountOf(stack: StackView, { resource, namespace, pod }: NamespacedPod): Account {
  const { value } = accountNameOf(pod);
  if (!isUnknown(value)) return { namespace, name: isMissing(value) || value === "" ? DEFAULT_ACCOUNT : value };
  const [source, ...others] = stack.sourcesOf(resource, "spec").filter(({ type }) => type === SERVICE_ACCOUNT);
  return { namespace, name: source === undefined || others.length > 0 ? UNKNOWN : nameOf(source) };
}

/** Whether an account of the stack, or a Patch of one, turns the mount off for its pods. */
function turnsOffMount(account: Account, accounts: readonly Namespaced[]): Match {
  return anyOf(
    accounts.map(({ resource, namespace }): Match => {
      const setting = resource.props[FIELD];
      const isOff = isUnknown(setting) ? UNKNOWN : setting === false;
      return allOf([isOff, isSame(account, { namespace, name: nameOf(resource) })]);
    }),
  );
}

const isSame = (one: Account, other: Account): Match => allOf([isEqual(one.name, other.name), isEqual(one.namespace, other.namespace)]);

/** Checks an account that no pod of the stack uses: those of the others are checked with their pods. */
function checkUnused(stack: StackView, context: RuleContext, one: Namespaced, pods: readonly PodWithAccount[]): CheckResults {
  const { resource, namespace } = one;
  const account: Account = { namespace, name: nameOf(resource) };
  const found = resource.props[FIELD];
  if (found === false) return [];
  const compliant = anyOf([anyOf(pods.map((pod) => isSame(pod.account, account))), callsApiServer(stack, context, account)]);
  if (compliant === true) return [];
  return isUnknown(found) || isUnknown(compliant) ? [{ unknown: FIELD, resource }] : [{ path: FIELD, found, expected: "false", resource }];
}

function callsApiServer(stack: StackView, context: RuleContext, { namespace, name }: Account): Match {
  const { accounts, groups, hasUnknown } = subjectsOf(stack);
  if (groups.has(EVERY_ACCOUNT)) return true;
  const isUndecided = hasUnknown || ((isUnknown(namespace) || isUnknown(name)) && accounts.size + groups.size > 0);
  return anyOf([
    isListedObject(namespace, name, strings(context, API_CLIENTS)),
    accounts.has(`${toText(namespace)}/${toText(name)}`),
    groups.has(`${EVERY_ACCOUNT}:${toText(namespace)}`),
    isUndecided ? UNKNOWN : false,
  ]);
}

/** The subjects of all role bindings of a stack. */
const subjectsOf = perStack((stack) => {
  const subjects = stack.ofType(ROLE_BINDING, CLUSTER_ROLE_BINDING).flatMap((binding): readonly (Subject | undefined)[] => {
    const list = binding.props.subjects;
    return isUnknown(list) ? [undefined] : elements(list).map((subject) => subjectOf(stack, binding, subject));
  });
  const known = subjects.filter((subject) => subject !== undefined);
  return {
    accounts: new Set(known.filter(({ kind }) => kind === "ServiceAccount").map(({ key }) => key)),
    groups: new Set(known.filter(({ kind, key }) => kind === "Group" && key.startsWith(EVERY_ACCOUNT)).map(({ key }) => key)),
    hasUnknown: known.length < subjects.length,
  };
});

/** A subject of a role binding: its kind, and its name or, for a service account, `namespace/name`. */
interface Subject {
  readonly kind: Value;
  readonly key: string;
}

/** A subject whose name is known. */
function subjectOf(stack: StackView, binding: RuleResource, subject: Value): Subject | undefined {
  const [kind, name] = [get(subject, "kind"), get(subject, "name")];
  const namespace = get(subject, "namespace") ?? namespaceOf(stack, binding);
  if (isUnknown(kind) || isUnknown(name) || isUnknown(namespace)) return undefined;
  return { kind, key: kind === "ServiceAccount" ? `${toText(namespace)}/${toText(name)}` : toText(name) };
}
