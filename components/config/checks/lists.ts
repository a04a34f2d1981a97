import type { Fault } from "../fault";
import { check, checkMembers, duplicateIndexes, faultIf } from "./check";

/** Returns a fault for each duplicate entry. All of these lists are case-insensitive. */
function duplicateFaults(path: string, entries: readonly string[], entry: string): readonly Fault[] {
  return duplicateIndexes(entries.map((text) => text.toLowerCase())).map(
    (index): Fault => ({
      path: `${path}[${index}]`,
      actual: entries[index],
      allowed: `${entry} that is not listed yet`,
    }),
  );
}

const groups = check(["cluster"], ({ cluster }) =>
  (["adminGroupObjectIds", "readerGroupObjectIds"] as const).flatMap((key) => duplicateFaults(`cluster.${key}`, cluster[key], "a group")),
);

const includesId = (groups: readonly string[], id: string): boolean => groups.some((group) => group.toLowerCase() === id.toLowerCase());

/** Azure rejects a second assignment of a role to the same principal at the same scope. */
const principals = check(["cluster"], ({ cluster: { adminGroupObjectIds, readerGroupObjectIds, deployer } }) => [
  ...readerGroupObjectIds.flatMap((id, index) =>
    faultIf(
      includesId(adminGroupObjectIds, id),
      `cluster.readerGroupObjectIds[${index}]`,
      id,
      "a group that is not in cluster.adminGroupObjectIds: administrators can read everything",
    ),
  ),
  ...faultIf(
    includesId([...adminGroupObjectIds, ...readerGroupObjectIds], deployer.objectId),
    "cluster.deployer.objectId",
    deployer.objectId,
    "a principal that is in neither list of groups: the identity or user that runs pulumi up",
  ),
]);

const zones = check(["stamps"], ({ stamps }) =>
  stamps.flatMap((stamp, index) => duplicateFaults(`stamps[${index}].zones`, stamp.zones, "a zone")),
);

const network = check(["network"], ({ network: { dns, dnsServers, operatorRanges } }) => [
  ...duplicateFaults("network.dns.linkedVirtualNetworkIds", dns.linkedVirtualNetworkIds, "a network"),
  ...duplicateFaults("network.dnsServers", dnsServers, "a server"),
  ...duplicateFaults("network.operatorRanges", operatorRanges, "a range"),
]);

const domains = check(["frontDoor"], ({ frontDoor }) => duplicateFaults("frontDoor.domains", frontDoor.domains, "a domain"));

const emails = check(["observability"], ({ observability: { alertEmails, excludedNamespaces } }) => [
  ...duplicateFaults("observability.alertEmails", alertEmails, "an address"),
  ...duplicateFaults("observability.excludedNamespaces", excludedNamespaces, "a namespace"),
]);

const defender = check(["governance"], ({ governance: { defenderPlans, securityContactEmails = [] } }) => [
  ...duplicateFaults("governance.defenderPlans", defenderPlans, "a plan"),
  ...duplicateFaults("governance.securityContactEmails", securityContactEmails, "an address"),
]);

const secrets = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, { uses }]) => duplicateFaults(`workloads.${name}.uses.keyVault`, uses.keyVault, "a secret")),
);

/** Most of these lists become resources that are named after their entries, for which the engine rejects duplicates. */
export const listChecks = [groups, principals, zones, network, domains, emails, defender, secrets];
