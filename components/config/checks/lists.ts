import type { Fault } from "../fault";
import { check, checkMembers, faultIf, repeated } from "./check";

/** Faults of entries that an earlier one equals. In none of these lists does case tell two entries apart. */
function once(path: string, entries: readonly string[], entry: string): readonly Fault[] {
  return repeated(entries.map((text) => text.toLowerCase())).map((index) => ({
    path: `${path}[${index}]`,
    given: entries[index],
    allowed: `${entry} that is not listed yet`,
  }));
}

const groups = check(["cluster"], ({ cluster }) =>
  (["adminGroupObjectIds", "readerGroupObjectIds"] as const).flatMap((key) => once(`cluster.${key}`, cluster[key], "a group")),
);

const has = (groups: readonly string[], id: string): boolean => groups.some((group) => group.toLowerCase() === id.toLowerCase());

/** Two grants of one role to one principal on one scope are one role assignment, and Azure has the second one refused. */
const principals = check(["cluster"], ({ cluster: { adminGroupObjectIds, readerGroupObjectIds, deployer } }) => [
  ...readerGroupObjectIds.flatMap((id, index) =>
    faultIf(
      has(adminGroupObjectIds, id),
      `cluster.readerGroupObjectIds[${index}]`,
      id,
      "a group that is not in cluster.adminGroupObjectIds: administrators read everything",
    ),
  ),
  ...faultIf(
    has([...adminGroupObjectIds, ...readerGroupObjectIds], deployer.objectId),
    "cluster.deployer.objectId",
    deployer.objectId,
    "a principal that is in neither list of groups: name the identity or user that runs pulumi up",
  ),
]);

const zones = check(["stamps"], ({ stamps }) => stamps.flatMap((stamp, index) => once(`stamps[${index}].zones`, stamp.zones, "a zone")));

const network = check(["network"], ({ network: { dns, dnsServers, operatorRanges } }) => [
  ...once("network.dns.linkedVirtualNetworkIds", dns.linkedVirtualNetworkIds, "a network"),
  ...once("network.dnsServers", dnsServers, "a server"),
  ...once("network.operatorRanges", operatorRanges, "a range"),
]);

const domains = check(["frontDoor"], ({ frontDoor }) => once("frontDoor.domains", frontDoor.domains, "a domain"));

const emails = check(["observability"], ({ observability: { alertEmails, excludedNamespaces } }) => [
  ...once("observability.alertEmails", alertEmails, "an address"),
  ...once("observability.excludedNamespaces", excludedNamespaces, "a namespace"),
]);

const defenderPlans = check(["governance"], ({ governance }) => once("governance.defenderPlans", governance.defenderPlans, "a plan"));

const secrets = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, { uses }]) => once(`workloads.${name}.uses.keyVault`, uses.keyVault, "a secret")),
);

/** Most of these lists become resources named after their entries: a second one would end in an error of the engine. */
export const listChecks = [groups, principals, zones, network, domains, emails, defenderPlans, secrets];
