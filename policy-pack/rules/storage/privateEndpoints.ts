import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { isInPerimeter } from "../reading/firewall";
import { linkToParent, strongest } from "../reading/links";
import { unlessExcluded } from "../reading/listed";
import { ENDPOINTS, endpointLink, requirePrivateEndpoint } from "../reading/privateEndpoints";
import { NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

/** Resource types of data in an account, each with the sub-resource (group id) that serves it. */
const USES: readonly (readonly [string, string])[] = [
  [token.BLOB_CONTAINER, "blob"],
  [token.FILE_SHARE, "file"],
  [token.STORAGE_QUEUE, "queue"],
  [token.STORAGE_TABLE, "table"],
  [token.STORAGE_STATIC_WEBSITE, "web"],
];
const GROUPS = ["blob", "dfs", "file", "queue", "table", "web"];

/**
 * Compliant: an account has a private endpoint for every sub-resource in which the stack creates data, or at least one endpoint if it
 * creates none. Access to an account in a network security perimeter is controlled by the perimeter's rules instead.
 */
export function checkPrivateEndpoints(stack: StackView): Outcome {
  const accounts = stack.ofType(token.STORAGE_ACCOUNT).filter(({ props }) => isInPerimeter(props.publicNetworkAccess) !== true);
  if (accounts.length === 0) return NOT_APPLICABLE;
  return accounts.flatMap((account) =>
    unlessExcluded(isInPerimeter(account.props.publicNetworkAccess), "publicNetworkAccess", account, () => checkAccount(stack, account)),
  );
}

function checkAccount(stack: StackView, account: RuleResource) {
  const used = usedGroups(stack, account);
  if (used.length > 0) return used.flatMap((group) => requirePrivateEndpoint(stack, account, group));
  const link = strongest(GROUPS.map((group) => endpointLink(stack, account, group)));
  if (link === "linked") return [];
  return link === "undecided" ? [{ unknown: ENDPOINTS, resource: account }] : requirePrivateEndpoint(stack, account, mainGroup(account));
}

/** Accounts of kind FileStorage hold file shares only. */
export function mainGroup({ props }: RuleResource): string {
  return sameText(props.kind, "FileStorage") ? "file" : "blob";
}

/** A hierarchical namespace is accessed through both endpoints, blob and dfs (Microsoft: "Use private endpoints", Data Lake Storage). */
export function usedGroups(stack: StackView, account: RuleResource): readonly string[] {
  const stored = USES.filter(([type]) => stack.ofType(type).some((child) => linkToParent(stack, child, account) === "linked"));
  const groups = stored.map(([, group]) => group);
  return account.props.isHnsEnabled === true && groups.includes("blob") ? [...groups, "dfs"] : groups;
}

/** Whether data in the stack may belong to an account whose name, or whose data's account name, is not known yet. */
export function mayHoldMore(stack: StackView, account: RuleResource): boolean {
  return USES.some(([type]) => stack.ofType(type).some((child) => linkToParent(stack, child, account) === "undecided"));
}
