import { SECRET_READER_ROLES, VAULT_ROLES } from "../facts/roles";
import * as token from "../facts/tokens";
import { type Link, linkToParent } from "../reading/links";
import { isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { isServiceAccount } from "./federatedCredential";
import { isRoleUnknown, isUserOrGroup, roleOf } from "./roleAssignments";

const EXPECTED = "Key Vault Secrets User or Key Vault Certificate User";

const APPLICATIONS: readonly string[] = [token.ENTRA_APPLICATION, token.ENTRA_APPLICATION_REGISTRATION];
/** Inputs that refer to the application, each with its name before azuread 6. */
const CREDENTIAL_INPUTS = ["applicationId", "applicationObjectId"];
const PRINCIPAL_INPUTS = ["clientId", "applicationId"];

/**
 * Compliant: an identity that pods use (it has a federated credential for a service account) reads secrets and certificates of
 * vaults and has no other role on them. Identities of disks, databases, clusters and deployments are not workloads.
 */
export function checkSecretsUserOnly(stack: StackView): Outcome {
  const workloads = workloadIdentities(stack);
  if (workloads.length === 0) return NOT_APPLICABLE;
  return stack.ofType(token.ROLE_ASSIGNMENT).flatMap((assignment) => checkAssignment(stack, workloads, assignment));
}

function checkAssignment(stack: StackView, workloads: readonly RuleResource[], assignment: RuleResource): CheckResults {
  const role = roleOf(assignment) ?? "";
  if (isUserOrGroup(assignment) || SECRET_READER_ROLES[role] !== undefined || !concernsVault(stack, assignment)) return [];
  const link = principalLink(stack, workloads, assignment);
  if (link === "separate") return [];
  if (link === "undecided") return [{ unknown: "principalId", resource: assignment }];
  if (isRoleUnknown(assignment)) return [{ unknown: "roleDefinitionId", resource: assignment }];
  const found = VAULT_ROLES[role] ?? assignment.props.roleDefinitionId;
  return [{ path: "roleDefinitionId", found, expected: EXPECTED, resource: assignment }];
}

/** Whether an assignment is for a vault: by its role, or by a scope that is a vault or part of one. */
function concernsVault(stack: StackView, assignment: RuleResource): boolean {
  const { scope } = assignment.props;
  if (VAULT_ROLES[roleOf(assignment) ?? ""] !== undefined) return true;
  if (typeof scope === "string") return /\/providers\/Microsoft\.KeyVault\/vaults\//i.test(scope);
  return stack.sourcesOf(assignment, "scope").some(({ type }) => type === token.VAULT || type === token.VAULT_SECRET);
}

/** Whether the principal of an assignment is one of the workload identities. */
function principalLink(stack: StackView, workloads: readonly RuleResource[], assignment: RuleResource): Link {
  const sources = stack.sourcesOf(assignment, "principalId");
  if (sources.some(({ urn }) => workloads.some((workload) => workload.urn === urn))) return "linked";
  return isUnknown(assignment.props.principalId) && sources.length === 0 ? "undecided" : "separate";
}

function workloadIdentities(stack: StackView): readonly RuleResource[] {
  return [...managedIdentities(stack), ...applications(stack)];
}

/** The engine's property dependencies identify most identities, without comparing each of them with each credential. */
function managedIdentities(stack: StackView): readonly RuleResource[] {
  const credentials = stack.ofType(token.FEDERATED_CREDENTIAL).filter(trustsServiceAccount);
  const sourceUrns = new Set(credentials.flatMap((credential) => stack.sourcesOf(credential, "resourceName").map(({ urn }) => urn)));
  const hasCredential = (identity: RuleResource) =>
    credentials.some((credential) => linkToParent(stack, credential, identity) === "linked");
  return stack.ofType(token.USER_ASSIGNED_IDENTITY).filter((identity) => sourceUrns.has(identity.urn) || hasCredential(identity));
}

/** Applications and their service principals. Entra assigns their ids, so only property dependencies show which belong together. */
function applications(stack: StackView): readonly RuleResource[] {
  const trusted = stack
    .ofType(token.ENTRA_APPLICATION_FEDERATED_CREDENTIAL)
    .filter(trustsServiceAccount)
    .flatMap((credential) => sourceApplications(stack, credential, CREDENTIAL_INPUTS));
  const urns = new Set(trusted.map(({ urn }) => urn));
  const principals = stack
    .ofType(token.ENTRA_SERVICE_PRINCIPAL)
    .filter((principal) => sourceApplications(stack, principal, PRINCIPAL_INPUTS).some(({ urn }) => urns.has(urn)));
  return [...trusted, ...principals];
}

function sourceApplications(stack: StackView, resource: RuleResource, inputs: readonly string[]): readonly RuleResource[] {
  return inputs.flatMap((input) => stack.sourcesOf(resource, input)).filter(({ type }) => APPLICATIONS.includes(type));
}

function trustsServiceAccount({ props }: RuleResource): boolean {
  return isServiceAccount(props.subject);
}
