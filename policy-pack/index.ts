import "./sdk/start";
import { PolicyPack } from "@pulumi/policy";
import { createPolicies } from "./policies/pack";
import { environmentsOf, profileOf } from "./policies/profiles";
import { readConfiguredLevels } from "./sdk/configuredLevels";
import { decodeOnce } from "./sdk/decoding";
import { keepSecretMarks } from "./sdk/secretMarks";

const decoding = require("@pulumi/policy/deserialize");
const secretMarks = keepSecretMarks(decoding);
decodeOnce(decoding);
const configuredLevels = readConfiguredLevels();

// Nothing may print here: the engine reads the port of this server from the first line of standard output.
new PolicyPack("hardened-aks", {
  displayName: "Hardened AKS",
  description: "Private AKS platforms on Azure: cluster, data, edge, network, identity, pods and the Microsoft Entra auth sidecar.",
  provider: "azure-native",
  tags: ["aks", "azure", "kubernetes", "security"],
  policies: createPolicies({
    profile: profileOf(process.env),
    environments: environmentsOf(process.env),
    secretMarks,
    ...(configuredLevels && { configuredLevels }),
  }),
});
