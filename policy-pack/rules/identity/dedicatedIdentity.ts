import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { POD_TYPES, podOf, strings } from "../reading/pods";
import { isEqual, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, toText } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { isServiceAccount } from "./federatedCredential";

const CREDENTIALS = [token.FEDERATED_CREDENTIAL, token.ENTRA_APPLICATION_FEDERATED_CREDENTIAL];
export const DEDICATED_IDENTITY_READS = [...POD_TYPES, ...CREDENTIALS, token.NAMESPACE];

/** Labels that name the application a workload is part of, the most specific first. */
const APPLICATION_LABELS = ["app.kubernetes.io/instance", "app.kubernetes.io/name", "app"] as const;
const TASKS: readonly string[] = [token.JOB, token.CRON_JOB];

/**
 * Compliant: no two workloads run as the same service account, and no identity is federated with two service accounts. Jobs of an
 * application, such as its migrations, may run as the application. Pods of the account `default` are evaluated by the pod controls.
 */
export function checkDedicatedIdentity(stack: StackView, context: RuleContext): Outcome {
  const shared = strings(context, "sharedServiceAccounts");
  const workloads = stack.ofType(...POD_TYPES).flatMap((resource) => workloadOf(stack, resource, shared));
  const credentials = stack.ofType(...CREDENTIALS);
  if (workloads.length === 0 && credentials.length === 0) return NOT_APPLICABLE;
  return [...groups(workloads, ({ account }) => account).flatMap(checkWorkloads), ...checkCredentials(credentials)];
}

interface Workload {
  readonly resource: RuleResource;
  /** Namespace and name of the service account. */
  readonly account: string;
  readonly path: string;
  readonly application: string | undefined;
}

function workloadOf(stack: StackView, resource: RuleResource, shared: readonly string[]): readonly Workload[] {
  const pod = podOf(resource);
  const [name, path] = [get(pod.spec.value, "serviceAccountName"), `${pod.spec.path}.serviceAccountName`];
  const namespace: ResolvedNamespace = namespaceOf(stack, resource);
  if (typeof name !== "string" || name === "" || name === "default" || isUnknown(namespace)) return [];
  const account = `${namespace}/${name}`;
  if (shared.includes(account)) return [];
  return [{ resource, account, path, application: applicationOf(pod.metadata.value) }];
}

function applicationOf(metadata: unknown): string | undefined {
  const labels = APPLICATION_LABELS.map((label) => get(metadata, `labels["${label}"]`));
  return labels.find((label) => typeof label === "string");
}

/** The first long-running workload keeps the account; every other one is reported, a Job only if it is of another application. */
function checkWorkloads(workloads: readonly Workload[]): CheckResults {
  const [owner, ...others] = [...workloads].sort((one, other) => Number(isTask(one)) - Number(isTask(other)));
  if (owner === undefined) return [];
  return others
    .filter((workload) => !isTask(workload) || isOtherApplication(workload, owner))
    .flatMap((workload) => checkWorkload(workload, owner));
}

function checkWorkload({ resource, account, path }: Workload, { resource: owner }: Workload): CheckResults {
  const isSame = isSameObject(resource, owner);
  if (isSame === true) return [];
  if (isUnknown(isSame)) return [{ unknown: "metadata.name", resource }];
  const found = `${account.split("/")[1]}, the account of ${owner.name}`;
  return [{ path, found, expected: "a service account of its own", resource }];
}

/** Objects of one kind and name are in two clusters, which count as one until their providers' settings are known. */
function isSameObject(one: RuleResource, other: RuleResource): Match {
  if (one.type !== other.type) return false;
  const [name, otherName] = [one, other].map(({ props }) => get(props, "metadata.name"));
  return isMissing(name) ? false : isEqual(name, otherName);
}

function isTask({ resource }: Workload): boolean {
  return TASKS.includes(resource.type);
}

function isOtherApplication(one: Workload, other: Workload): boolean {
  return one.application !== undefined && other.application !== undefined && one.application !== other.application;
}

/** The same account in two clusters is one workload in two regions. */
function checkCredentials(credentials: readonly RuleResource[]): CheckResults {
  const federated = credentials.flatMap((resource) => {
    const { subject, resourceName, applicationId, resourceGroupName } = resource.props;
    const identity = resourceName ?? applicationId;
    const isKnown = typeof identity === "string" && typeof subject === "string" && isServiceAccount(subject);
    return isKnown ? [{ resource, subject, identity: `${toText(resourceGroupName)}/${identity}`.toLowerCase() }] : [];
  });
  return groups(federated, ({ identity }) => identity).flatMap(([first, ...others]) =>
    others
      .filter(({ subject }) => first !== undefined && !sameText(subject, first.subject))
      .map(({ resource, subject }) => ({
        path: "subject",
        found: subject,
        expected: `an identity of its own: this one is of ${first?.subject}`,
        resource,
      })),
  );
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const byKey = new Map<string, Item[]>();
  for (const item of items) {
    const group = byKey.get(keyOf(item));
    if (group === undefined) byKey.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...byKey.values()];
}
