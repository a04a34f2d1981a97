import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

function namespace(props: Record<string, unknown>, version = ""): CaseResource {
  return {
    type: `azure-native:eventhub${version}:Namespace`,
    name: "hubs",
    props: { resourceGroupName: "rg-shop", namespaceName: "evhns-shop", sku: { name: "Standard" }, ...props },
  };
}

function ruleSet(props: Record<string, unknown>): CaseResource {
  return {
    type: "azure-native:eventhub:NamespaceNetworkRuleSet",
    name: "rules",
    props: { resourceGroupName: "rg-shop", namespaceName: "evhns-shop", ...props },
  };
}

function sas(kind: "NamespaceAuthorizationRule" | "EventHubAuthorizationRule", rights: unknown): CaseResource {
  return {
    type: `azure-native:eventhub:${kind}`,
    name: "sender",
    props: { resourceGroupName: "rg-shop", namespaceName: "evhns-shop", authorizationRuleName: "sender", rights },
  };
}

export const cases: Record<string, ControlCases> = {
  "EH-01": {
    passes: [[namespace({ disableLocalAuth: true })]],
    fails: [
      { resources: [namespace({})], at: ["disableLocalAuth"] },
      { resources: [namespace({ disableLocalAuth: false })], at: ["disableLocalAuth"] },
      { resources: [namespace({ disableLocalAuth: null })], at: ["disableLocalAuth"] },
      { resources: [namespace({ disableLocalAuth: "true" })], at: ["disableLocalAuth"] },
      { resources: [namespace({}, "/v20220101preview")], at: ["disableLocalAuth"] },
    ],
    undecided: [{ resources: [namespace({ disableLocalAuth: UNKNOWN })], at: ["disableLocalAuth"] }],
  },
  "EH-02": {
    passes: [
      [namespace({ publicNetworkAccess: "Disabled" })],
      [namespace({ publicNetworkAccess: "securedByPerimeter" })],
      [namespace({ publicNetworkAccess: "Disabled" }), ruleSet({ defaultAction: "Deny" })],
      // Before 2022-01-01-preview only the rule set has the property.
      [namespace({}), ruleSet({ publicNetworkAccess: "Disabled" })],
      [
        namespace({ namespaceName: undefined }),
        { ...ruleSet({ namespaceName: UNKNOWN, publicNetworkAccess: "Disabled" }), sources: { namespaceName: ["hubs"] } },
      ],
    ],
    fails: [
      { resources: [namespace({})], at: ["publicNetworkAccess"] },
      { resources: [namespace({ publicNetworkAccess: "Enabled" })], at: ["publicNetworkAccess"] },
      { resources: [namespace({}), ruleSet({ defaultAction: "Deny" })], at: ["publicNetworkAccess"] },
      { resources: [namespace({}), ruleSet({ publicNetworkAccess: "Enabled" })], at: ["publicNetworkAccess"] },
      {
        resources: [namespace({ publicNetworkAccess: "Disabled" }), ruleSet({ publicNetworkAccess: "Enabled" })],
        at: ["publicNetworkAccess"],
      },
      {
        resources: [namespace({}), ruleSet({ namespaceName: "evhns-other", publicNetworkAccess: "Disabled" })],
        at: ["publicNetworkAccess"],
      },
    ],
    undecided: [
      { resources: [namespace({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] },
      { resources: [namespace({}), ruleSet({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] },
    ],
    notApplicable: [[sas("EventHubAuthorizationRule", ["Send"])]],
  },
  "EH-03": {
    passes: [
      [namespace({})],
      [namespace({ minimumTlsVersion: "1.2" })],
      [namespace({ minimumTlsVersion: "1.3" })],
      [namespace({}, "/v20220101preview")],
    ],
    fails: [
      { resources: [namespace({ minimumTlsVersion: "1.0" })], at: ["minimumTlsVersion"] },
      { resources: [namespace({ minimumTlsVersion: "1.1" })], at: ["minimumTlsVersion"] },
      { resources: [namespace({ minimumTlsVersion: 1.2 })], at: ["minimumTlsVersion"] },
      // The default was 1.0 before API version 2022-01-01-preview.
      { resources: [namespace({}, "/v20211101")], at: ["minimumTlsVersion"] },
    ],
    undecided: [{ resources: [namespace({ minimumTlsVersion: UNKNOWN })], at: ["minimumTlsVersion"] }],
  },
  "EH-04": {
    passes: [
      [sas("NamespaceAuthorizationRule", ["Listen"])],
      [sas("EventHubAuthorizationRule", ["Send"])],
      [sas("EventHubAuthorizationRule", ["send"])],
    ],
    fails: [
      { resources: [sas("NamespaceAuthorizationRule", ["Listen", "Send", "Manage"])], at: ["rights"] },
      { resources: [sas("EventHubAuthorizationRule", ["Manage"])], at: ["rights"] },
      { resources: [sas("EventHubAuthorizationRule", ["Listen", "Send"])], at: ["rights"] },
      { resources: [sas("EventHubAuthorizationRule", [UNKNOWN, "manage"])], at: ["rights"] },
    ],
    undecided: [
      { resources: [sas("EventHubAuthorizationRule", UNKNOWN)], at: ["rights"] },
      { resources: [sas("EventHubAuthorizationRule", ["Send", UNKNOWN])], at: ["rights"] },
    ],
  },
};
