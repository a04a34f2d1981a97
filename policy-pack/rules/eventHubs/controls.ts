import { SAFE_DEFAULT_SINCE } from "../facts/apiVersions";
import { EVENT_HUBS_TLS_VERSION } from "../facts/limits";
import * as token from "../facts/tokens";
import { checkSasRights } from "../identity/sasRights";
import { safeByDefault } from "../reading/apiVersions";
import { is, property } from "../reading/expect";
import type { Rule } from "../rule";
import { checkPublicAccess } from "./publicAccess";
import { minimumTls } from "./tls";

/** Azure Event Hubs: authentication, network, transport. NET-05 requires the private endpoint, and ID-10 judges the rules of other messaging services. */
export const rules: readonly Rule[] = [
  {
    id: "EH-01",
    name: "eventhubs-no-local-auth",
    title: "Local (SAS) authentication is off",
    why: "A shared access key lets everyone who has it read or forge every event until it is replaced, and logs do not show who used it.",
    fix: "Set disableLocalAuth to true and grant the roles Azure Event Hubs Data Sender and Data Receiver to identities.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/event-hubs/authenticate-shared-access-signature",
    frameworks: { "MCSB v1": ["IM-1"] },
    types: [token.EVENT_HUB_NAMESPACE],
    check: property("disableLocalAuth", is(true)),
  },
  {
    id: "EH-02",
    name: "eventhubs-no-public-access",
    title: "Public network access is off",
    why: "A namespace with a public endpoint can be read from anywhere with one leaked key or token.",
    fix: "Set publicNetworkAccess to Disabled, or to SecuredByPerimeter in a network security perimeter, and add a PrivateEndpoint.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/event-hubs/private-link-service",
    reads: [token.EVENT_HUB_NAMESPACE, token.EVENT_HUB_NETWORK_RULE_SET],
    checkStack: checkPublicAccess,
  },
  {
    id: "EH-03",
    name: "eventhubs-min-tls",
    title: "Minimum TLS 1.2",
    why: "Older versions have known attacks, and an attacker on the network path can downgrade a connection to the oldest allowed version.",
    fix: `Set minimumTlsVersion to "${EVENT_HUBS_TLS_VERSION}".`,
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/event-hubs/transport-layer-security-configure-minimum-version",
    frameworks: { "MCSB v1": ["DP-3"] },
    types: [token.EVENT_HUB_NAMESPACE],
    check: safeByDefault("minimumTlsVersion", minimumTls, SAFE_DEFAULT_SINCE["eventhub.minimumTlsVersion"], `"${EVENT_HUBS_TLS_VERSION}"`),
  },
  {
    id: "EH-04",
    name: "eventhubs-sas-rights",
    title: "Event Hubs authorisation rules never grant Manage and grant one of Listen/Send",
    why: "Who has the key of a rule with Manage can also change the hub and create further keys; an application only sends or only receives.",
    fix: "Reduce rights to Listen or Send and create a rule for each application, or use identities and no rules at all.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/event-hubs/authorize-access-shared-access-signature",
    types: [token.EVENT_HUB_NAMESPACE_RULE, token.EVENT_HUB_RULE],
    check: checkSasRights,
  },
];
