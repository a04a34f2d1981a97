import { BLOB_SERVICE, STORAGE_ACCOUNT } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { linkToParent } from "../reading/links";
import { unlessExcluded } from "../reading/listed";
import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, toNumber, UNKNOWN } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

const POLICIES = ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"] as const;

/** Option with the shortest retention. */
export const RETENTION_DAYS = "minimumDays";
const PERMANENT_DELETE = "deleteRetentionPolicy.allowPermanentDelete";

/**
 * Compliant: the blob service of each account that holds blobs retains deleted blobs and containers long enough, and nobody may delete them
 * for good before. Off is Azure's default.
 */
export function checkSoftDelete(stack: StackView, context: RuleContext): Outcome {
  const accounts = stack.ofType(STORAGE_ACCOUNT).filter((account) => holdsFilesOnly(account) !== true);
  const services = stack.ofType(BLOB_SERVICE);
  if (accounts.length + services.length === 0) return NOT_APPLICABLE;
  return [
    ...services.flatMap((service) => checkService(service, context)),
    ...accounts.flatMap((account) => checkAccount(stack, account, services)),
  ];
}

function checkAccount(stack: StackView, account: RuleResource, services: readonly RuleResource[]): CheckResults {
  return unlessExcluded(holdsFilesOnly(account), "kind", account, () => requireService(stack, account, services));
}

function holdsFilesOnly({ props: { kind } }: RuleResource): Match {
  return isUnknown(kind) ? UNKNOWN : sameText(kind, "FileStorage");
}

function checkService(resource: RuleResource, context: RuleContext): CheckResults {
  const permanent = get(resource.props, PERMANENT_DELETE);
  const results = POLICIES.flatMap((policy) => checkPolicy(resource, policy, context));
  if (isUnknown(permanent)) return [...results, { unknown: PERMANENT_DELETE, resource }];
  return permanent === true ? [...results, { path: PERMANENT_DELETE, found: permanent, expected: "false", resource }] : results;
}

function checkPolicy(resource: RuleResource, policy: string, { config }: RuleContext): CheckResults {
  const [enabled, days] = [`${policy}.enabled`, `${policy}.days`].map((path) => ({ path, found: get(resource.props, path) }));
  if (enabled === undefined || days === undefined) return [];
  if (isUnknown(enabled.found)) return [{ unknown: enabled.path, resource }];
  if (enabled.found !== true) return [{ ...enabled, expected: "true, with a number of days", resource }];
  // Azure rejects a policy without days, so the number is set elsewhere.
  if (isMissing(days.found)) return [];
  if (isUnknown(days.found)) return [{ unknown: days.path, resource }];
  const minimum = Number(config[RETENTION_DAYS]);
  return toNumber(days.found) >= minimum ? [] : [{ ...days, expected: `at least ${minimum}`, resource }];
}

function requireService(stack: StackView, resource: RuleResource, services: readonly RuleResource[]): CheckResults {
  const links = services.map((service) => linkToParent(stack, service, resource));
  if (links.includes("linked")) return [];
  if (links.includes("undecided")) return [{ unknown: "blobServices", resource }];
  return [{ path: "blobServices", found: undefined, expected: "BlobServiceProperties with soft delete of blobs and containers", resource }];
}
