import { SECRET_READER_ROLES, VAULT_ROLES } from "../facts/roles";
import * as token from "../facts/tokens";
import { type Link, linkToParent } from "../reading/links";
import { isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { isServiceAccount } from "./federatedCredential";
import { isForPeople, isRoleUnknown, roleOf } from "./roleAssignments";

const EXPECTED = "Key Vault Secrets User or Key Vault Certificate User";

const APPLICATIONS: readonly string[] = [token.ENTRA_APPLICATION, token.ENTRA_APPLICATION_REGISTRATION];
/** Inputs that name the application, each with its name before azuread 6. */
const CREDENTIAL_INPUTS = ["applicationId", "applicationObjectId"];
const PRINCIPAL_INPUTS = ["clientId", "applicationId"];

/**
 * Compliant: an identity that pods use (a federated credential trusts a service account for it) reads secrets and certificates
 * of vaults and holds no other role there. Identities of disks, databases, clusters and deployments are not workloads.
 */
export function checkSecretsUserOnly(stack: StackView): Outcome {
  const workloads = workloadIdentities(stack);
  if (workloads.length === 0) return NOT_APPLICABLE;
  return stack.ofType(token.ROLE_ASSIGNMENT).flatMap((assignment) => judge(stack, workloads, assignment));
}

function judge(stack: StackView, workloads: readonly RuleResource[], assignment: RuleResource): CheckResults {
  const role = roleOf(assignment) ?? "";
  if (isForPeople(assignment) || SECRET_READER_ROLES[role] !== undefined || !isAboutVault(stack, assignment)) return [];
  const holder = heldBy(stack, workloads, assignment);
  if (holder === "separate") return [];
  if (holder === "undecided") return [{ unknown: "principalId", resource: assignment }];
  if (isRoleUnknown(assignment)) return [{ unknown: "roleDefinitionId", resource: assignment }];
  const found = VAULT_ROLES[role] ?? assignment.props.roleDefinitionId;
  return [{ path: "roleDefinitionId", found, expected: EXPECTED, resource: assignment }];
}

/** By its role, or by a scope that is a vault or something in one. */
function isAboutVault(stack: StackView, assignment: RuleResource): boolean {
  const { scope } = assignment.props;
  if (VAULT_ROLES[roleOf(assignment) ?? ""] !== undefined) return true;
  if (typeof scope === "string") return /\/providers\/Microsoft\.KeyVault\/vaults\//i.test(scope);
  return stack.sourcesOf(assignment, "scope").some(({ type }) => type === token.VAULT || type === token.VAULT_SECRET);
}

function heldBy(stack: StackView, workloads: readonly RuleResource[], assignment: RuleResource): Link {
  const sources = stack.sourcesOf(assignment, "principalId");
  if (sources.some(({ urn }) => workloads.some((workload) => workload.urn === urn))) return "linked";
  return isUnknown(assignment.props.principalId) && sources.length === 0 ? "undecided" : "separate";
}

function workloadIdentities(stack: StackView): readonly RuleResource[] {
  return [...managedIdentities(stack), ...applications(stack)];
}

/** What the engine tells of origins settles most identities, without comparing each of them with each credential. */
function managedIdentities(stack: StackView): readonly RuleResource[] {
  const credentials = stack.ofType(token.FEDERATED_CREDENTIAL).filter(isOfPods);
  const origins = new Set(credentials.flatMap((credential) => stack.sourcesOf(credential, "resourceName").map(({ urn }) => urn)));
  const trusts = (identity: RuleResource) => credentials.some((credential) => linkToParent(stack, credential, identity) === "linked");
  return stack.ofType(token.USER_ASSIGNED_IDENTITY).filter((identity) => origins.has(identity.urn) || trusts(identity));
}

/** Applications and their service principals. Their ids are Entra's to give, so only origins tell which belong together. */
function applications(stack: StackView): readonly RuleResource[] {
  const trusted = stack
    .ofType(token.ENTRA_APPLICATION_FEDERATED_CREDENTIAL)
    .filter(isOfPods)
    .flatMap((credential) => applicationsBehind(stack, credential, CREDENTIAL_INPUTS));
  const urns = new Set(trusted.map(({ urn }) => urn));
  const principals = stack
    .ofType(token.ENTRA_SERVICE_PRINCIPAL)
    .filter((principal) => applicationsBehind(stack, principal, PRINCIPAL_INPUTS).some(({ urn }) => urns.has(urn)));
  return [...trusted, ...principals];
}

function applicationsBehind(stack: StackView, resource: RuleResource, inputs: readonly string[]): readonly RuleResource[] {
  return inputs.flatMap((input) => stack.sourcesOf(resource, input)).filter(({ type }) => APPLICATIONS.includes(type));
}

function isOfPods({ props }: RuleResource): boolean {
  return isServiceAccount(props.subject);
}
