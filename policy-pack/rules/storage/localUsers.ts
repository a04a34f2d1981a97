import { STORAGE_ACCOUNT, STORAGE_LOCAL_USER } from "../facts/tokens";
import { checkProperty, isNot } from "../reading/expect";
import { linkToParent } from "../reading/links";
import { isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

/**
 * Compliant: accounts allow neither SFTP nor local users, and the stack adds no local user to an account of another stack. SFTP needs
 * local users, so it is the one finding where both are on; users of NFS have no password and no key.
 */
export function checkLocalUsers(stack: StackView, context: RuleContext): Outcome {
  const [accounts, users] = [stack.ofType(STORAGE_ACCOUNT), stack.ofType(STORAGE_LOCAL_USER)];
  if (accounts.length + users.length === 0) return NOT_APPLICABLE;
  const elsewhere = users.filter(
    (user) => user.props.isNFSv3Enabled !== true && accounts.every((account) => linkToParent(stack, user, account) === "separate"),
  );
  return [...accounts.flatMap((account) => checkAccount(account, context)), ...elsewhere.map(checkUser)];
}

function checkUser(resource: RuleResource): CheckResults[number] {
  if (isUnknown(resource.props.isNFSv3Enabled)) return { unknown: "isNFSv3Enabled", resource };
  return { path: "username", found: resource.props.username ?? resource.name, expected: "no local user", resource };
}

function checkAccount(account: RuleResource, context: RuleContext): CheckResults {
  const sftp = checkProperty(account, "isSftpEnabled", isNot(true), context);
  const outcome = sftp.some((item) => !("unknown" in item))
    ? sftp
    : [...sftp, ...checkProperty(account, "isLocalUserEnabled", isNot(true), context)];
  return outcome.map((item) => ({ ...item, resource: account }));
}
