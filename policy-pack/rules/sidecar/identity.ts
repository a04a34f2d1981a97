import { APPLICATION_AUDIENCE } from "../facts/entra";
import { SERVICE_ACCOUNT, USER_ASSIGNED_IDENTITY } from "../facts/tokens";
import { asUndecided } from "../reading/listed";
import { namespaceOf, sameNamespace } from "../reading/namespaces";
import { at, below } from "../reading/pods";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { get, isMissing, isUnknown, type Located, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, type Finding, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { credentialSources, hasOwnCredential } from "./credentials";
import type { Sidecar, SidecarCheck } from "./detect";
import { sidecarsIn } from "./exposure";
import { type Setting, settingOf } from "./settings";

const LABEL = "azure.workload.identity/use";
const CLIENT_ID = "azure.workload.identity/client-id";
const ANNOTATION_PATH = `metadata.annotations["${CLIENT_ID}"]`;
/** Entra's own audience, and those of sovereign clouds, which append a suffix. */
const EXCHANGE_AUDIENCE = /^api:\/\/AzureADTokenExchange\w*$/;

/**
 * The sidecar gets a token it can exchange: from the workload identity webhook, enabled by label, or from its own projected volume,
 * which is not mounted in the application. Sidecars with their own credential need neither.
 */
export const checkWorkloadIdentity: SidecarCheck = (sidecar) => {
  const { pod, container } = sidecar;
  const ownCredential = hasOwnCredential(sidecar);
  if (ownCredential === true) return [];
  const label = at(pod.metadata, `labels["${LABEL}"]`);
  const token = mountsToken(pod.spec, container);
  if (label.value === "true" || token === true) return [];
  if (isUnknown(label.value)) return [{ unknown: label.path }];
  if (isUnknown(token)) return [{ unknown: `${pod.spec.path}.volumes` }];
  if (isUnknown(ownCredential)) return [{ unknown: `${container.path}.env` }];
  return [{ path: label.path, found: label.value, expected: '"true", or an exchange token projected into the sidecar' }];
};

/** The pod's ServiceAccount specifies the identity that the sidecar signs in as. */
export function checkSameClientId(stack: StackView): Outcome {
  const sidecars = sidecarsIn(stack);
  return sidecars.length === 0 ? NOT_APPLICABLE : sidecars.flatMap((sidecar) => checkAccount(stack, sidecar));
}

function checkAccount(stack: StackView, sidecar: Sidecar): CheckResults {
  const account = accountOf(stack, sidecar);
  const ownCredential = hasOwnCredential(sidecar);
  if (account === undefined || ownCredential === true) return [];
  const outcome = checkAnnotation(stack, sidecar, account);
  const isUndecided = isUnknown(ownCredential) || isUnknown(readsVault(sidecar.settings));
  return isUndecided ? asUndecided(outcome, ANNOTATION_PATH).map((item) => ({ ...item, resource: account })) : outcome;
}

function checkAnnotation(stack: StackView, sidecar: Sidecar, account: RuleResource): CheckResults {
  const clientId = settingOf(sidecar.settings, "AzureAd__ClientId");
  const annotation = get(account.props, ANNOTATION_PATH);
  if (isMissing(annotation)) return needsAnnotation(sidecar) ? [finding(account, annotation, "the client id of the identity")] : [];
  // With a certificate from Key Vault there are two identities: the workload's reads the vault, the application's signs in.
  if (clientId === undefined || readsVault(sidecar.settings) === true) return [];
  return compare(stack, { account, annotation, clientId, workload: sidecar.pod.resource });
}

interface Comparison {
  readonly account: RuleResource;
  readonly annotation: Value;
  readonly clientId: Setting;
  readonly workload: RuleResource;
}

function compare(stack: StackView, { account, annotation, clientId, workload }: Comparison): CheckResults {
  const [one, other] = [annotation, clientId.value];
  if (isUnknown(one) && isUnknown(other) && shareIdentity(stack, account, workload)) return [];
  if (isUnknown(one) || isUnknown(other)) return [{ unknown: ANNOTATION_PATH, resource: account }];
  if (isMissing(other) || toText(one).toLowerCase() === toText(other).toLowerCase()) return [];
  return [finding(account, one, `AzureAd__ClientId of ${workload.name}: ${toText(other)}`)];
}

function finding(resource: RuleResource, found: Value, expected: string): Finding {
  return { path: ANNOTATION_PATH, found, expected, resource };
}

/** Ids that are both unknown are the same where both were computed from one identity. */
function shareIdentity(stack: StackView, account: RuleResource, workload: RuleResource): boolean {
  const identities = (resource: RuleResource, property: string) =>
    stack.sourcesOf(resource, property).filter(({ type }) => type === USER_ASSIGNED_IDENTITY);
  return identities(account, "metadata").some(({ urn }) => identities(workload, "spec").some((other) => other.urn === urn));
}

function accountOf(stack: StackView, { pod }: Sidecar): RuleResource | undefined {
  const configured = at(pod.spec, "serviceAccountName").value;
  if (isMissing(configured) && pod.resource.isPatch) return undefined;
  const name = configured ?? "default";
  if (isUnknown(name)) {
    const sources = stack.sourcesOf(pod.resource, "spec").filter((one) => one.type === SERVICE_ACCOUNT && namesIdentity(one));
    return sources.length === 1 ? sources[0] : undefined;
  }
  const namespace = namespaceOf(stack, pod.resource);
  return stack
    .ofType(SERVICE_ACCOUNT)
    .filter(namesIdentity)
    .find((account) => get(account.props, "metadata.name") === name && sameNamespace(namespaceOf(stack, account), namespace) === true);
}

/** A Patch without the annotation does not change the identity that the account's owner set. */
function namesIdentity({ isPatch, props }: RuleResource): boolean {
  return !isPatch || !isMissing(get(props, ANNOTATION_PATH));
}

/** Only the webhook reads the annotation; a pod that projects its token itself does not need it. */
function needsAnnotation({ pod, container }: Sidecar): boolean {
  return at(pod.metadata, `labels["${LABEL}"]`).value === "true" && mountsToken(pod.spec, container) === false;
}

function readsVault(settings: readonly Setting[]): Match {
  return anyOf(credentialSources(settings).map(({ value }) => (isUnknown(value) ? UNKNOWN : toText(value).toLowerCase() === "keyvault")));
}

/** Whether the container mounts a volume in which the kubelet projects a token for Entra's exchange. */
function mountsToken(spec: Located, container: Located): Match {
  const mounted = below(container, "volumeMounts[*].name").map(({ value }) => value);
  return anyOf(below(spec, "volumes[*]").map((volume) => allOf([isMounted(volume, mounted), projectsToken(volume)])));
}

function isMounted(volume: Located, mounted: readonly Value[]): Match {
  const name = at(volume, "name").value;
  return isUnknown(name) || mounted.some(isUnknown) ? UNKNOWN : mounted.includes(name);
}

function projectsToken(volume: Located): Match {
  const audiences = below(volume, "projected.sources[*].serviceAccountToken.audience");
  return anyOf(audiences.map(({ value }) => (isUnknown(value) ? UNKNOWN : typeof value === "string" && isExchange(value))));
}

const isExchange = (audience: string): boolean => EXCHANGE_AUDIENCE.test(audience) || APPLICATION_AUDIENCE.test(audience);
