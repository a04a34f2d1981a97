import { CONFIG_MAP, HELM_RELEASE } from "../facts/tokens";
import { excludedNamespacesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { checkConfigMap } from "./configMap";
import { rules as externalSecrets } from "./externalSecrets";
import { checkSecretMarks } from "./secretMarks";

/** Secrets: where they are stored, how pods obtain them, and how they are renewed. */
export const rules: readonly Rule[] = [
  {
    id: "SEC-01",
    name: "configmap-no-secrets",
    title: "ConfigMaps hold no credentials",
    why: "ConfigMaps are not encrypted with the cluster's key, and everybody who may read the namespace may read them.",
    fix: "Store the credential in Key Vault, or in a Secret, and refer to it; better, use the workload's identity instead.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://kubernetes.io/docs/concepts/configuration/configmap/",
    frameworks: { NSA: ["C-0012"] },
    options: excludedNamespacesOption,
    types: [CONFIG_MAP],
    check: checkConfigMap,
  },
  ...externalSecrets,
  {
    id: "SEC-06",
    name: "input-marked-secret",
    title: "A property that carries a password or key is marked as secret",
    why: "A value without the mark is stored as plain text in the stack's state, and is shown by previews and logs.",
    fix: "Read the value from configuration with requireSecret, from a generated password, or wrap it in pulumi.secret().",
    severity: "high",
    enforcement: "mandatory",
    url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
    types: ["azure-native:*", HELM_RELEASE],
    check: checkSecretMarks,
  },
];
