import "./sdk/start";
import { PolicyPack } from "@pulumi/policy";
import { createPolicies } from "./policies/pack";
import { profileOf } from "./policies/profiles";
import { decodeOnce } from "./sdk/decoding";

decodeOnce(require("@pulumi/policy/deserialize"));

// Nothing may print here: the engine reads the port of this server from the first line of standard output.
new PolicyPack("hardened-aks", {
  displayName: "Hardened AKS",
  description: "Private AKS platforms on Azure: cluster, data, edge, network, identity, pods and the Microsoft Entra auth sidecar.",
  provider: "azure-native",
  tags: ["aks", "azure", "kubernetes", "security"],
  policies: createPolicies({ profile: profileOf(process.env) }),
});
