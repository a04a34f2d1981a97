import { BLOB_SERVICE, STORAGE_ACCOUNT } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { linkToParent } from "../reading/links";
import { unlessExcluded } from "../reading/listed";
import type { Match } from "../reading/selectors";
import { get, isUnknown, UNKNOWN } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

const POLICIES = ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"] as const;

/** Compliant: the blob service of each account that holds blobs retains deleted blobs and containers. Off is Azure's default. */
export function checkSoftDelete(stack: StackView): Outcome {
  const accounts = stack.ofType(STORAGE_ACCOUNT).filter((account) => holdsFilesOnly(account) !== true);
  const services = stack.ofType(BLOB_SERVICE);
  if (accounts.length + services.length === 0) return NOT_APPLICABLE;
  return [...services.flatMap(checkService), ...accounts.flatMap((account) => checkAccount(stack, account, services))];
}

function checkAccount(stack: StackView, account: RuleResource, services: readonly RuleResource[]): CheckResults {
  return unlessExcluded(holdsFilesOnly(account), "kind", account, () => requireService(stack, account, services));
}

function holdsFilesOnly({ props: { kind } }: RuleResource): Match {
  return isUnknown(kind) ? UNKNOWN : sameText(kind, "FileStorage");
}

function checkService(resource: RuleResource): CheckResults {
  return POLICIES.flatMap((policy): CheckResults => {
    const path = `${policy}.enabled`;
    const value = get(resource.props, path);
    if (isUnknown(value)) return [{ unknown: path, resource }];
    return value === true ? [] : [{ path, found: value, expected: "true, with a number of days", resource }];
  });
}

function requireService(stack: StackView, resource: RuleResource, services: readonly RuleResource[]): CheckResults {
  const links = services.map((service) => linkToParent(stack, service, resource));
  if (links.includes("linked")) return [];
  if (links.includes("undecided")) return [{ unknown: "blobServices", resource }];
  return [{ path: "blobServices", found: undefined, expected: "BlobServiceProperties with soft delete of blobs and containers", resource }];
}
