import { STORAGE_REQUEST_LOGS } from "../facts/limits";
import { STORAGE_ACCOUNT } from "../facts/tokens";
import { checkDiagnostics } from "../reading/diagnostics";
import { unlessExcluded } from "../reading/listed";
import { isLogged } from "../reading/logCategories";
import { UNKNOWN } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { mainGroup, mayHoldMore, usedGroups } from "./privateEndpoints";

/** The service that serves, and logs, each sub-resource of an account. */
const SERVICES: Readonly<Record<string, string>> = {
  blob: "blobServices",
  dfs: "blobServices",
  web: "blobServices",
  file: "fileServices",
  queue: "queueServices",
  table: "tableServices",
};

/** Compliant: every service in which the stack creates data sends its reads, writes and deletions, if the account sends any log. */
export function checkLogs(stack: StackView, { config }: RuleContext): Outcome {
  const accounts = stack.ofType(STORAGE_ACCOUNT);
  if (accounts.length === 0 || config.settingsByAzurePolicy === true) return NOT_APPLICABLE;
  return accounts.flatMap((account) => {
    if (!isLogged(stack, account)) return [];
    return unlessExcluded(mayHoldMore(stack, account) ? UNKNOWN : false, "accountName", account, () => checkAccount(stack, account));
  });
}

function checkAccount(stack: StackView, account: RuleResource): CheckResults {
  const used = usedGroups(stack, account);
  const services = new Set((used.length > 0 ? used : [mainGroup(account)]).map((group) => SERVICES[group] ?? group));
  return [...services].flatMap((service) =>
    checkDiagnostics(stack, account, STORAGE_REQUEST_LOGS, service).map((item) =>
      "unknown" in item ? item : { ...item, path: `${service}.diagnosticSettings` },
    ),
  );
}
