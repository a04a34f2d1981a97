import { SAFE_DEFAULT_SINCE } from "../facts/apiVersions";
import { KUBERNETES_MINIMUM } from "../facts/limits";
import { AGENT_POOL, MANAGED_CLUSTER } from "../facts/tokens";
import { safeByDefault } from "../reading/apiVersions";
import { armIs } from "../reading/arm";
import { all, type Condition, property } from "../reading/expect";
import { isMissing } from "../reading/values";
import { NOT_APPLICABLE, type ResourceRule, type Rule } from "../rule";
import { presetOnAutomatic } from "./automatic";
import { checkVersion } from "./version";

/** `none` is the default. */
const KUBERNETES_CHANNEL = armIs("patch", "stable", "rapid", "node-image");
const NODE_CHANNEL = armIs("SecurityPatch", "NodeImage");
const nodeChannel: Condition = { ...NODE_CHANNEL, holds: (value, context) => isMissing(value) || NODE_CHANNEL.holds(value, context) };

const checkNodeChannel = safeByDefault(
  "autoUpgradeProfile.nodeOSUpgradeChannel",
  nodeChannel,
  SAFE_DEFAULT_SINCE["containerservice.nodeOSUpgradeChannel"],
  "NodeImage",
);

/** Compliant: AKS upgrades Kubernetes itself, unless configuration states that something else does. */
const checkKubernetesChannel: ResourceRule["check"] = (cluster, context) =>
  context.config.upgradedElsewhere === true
    ? NOT_APPLICABLE
    : property("autoUpgradeProfile.upgradeChannel", KUBERNETES_CHANNEL)(cluster, context);

/** Versions of Kubernetes and of the nodes' operating system. */
export const rules: readonly Rule[] = [
  {
    id: "AKS-25",
    name: "aks-auto-upgrade",
    title: "Cluster and node OS upgrade channels are chosen",
    why: "Without a channel nobody installs security fixes of Kubernetes and of the nodes' operating system until someone remembers to.",
    fix: "Set autoUpgradeProfile.upgradeChannel to patch or stable and nodeOSUpgradeChannel to NodeImage or SecurityPatch.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/auto-upgrade-cluster",
    frameworks: { "MCSB v1": ["PV-7"] },
    options: {
      upgradedElsewhere: {
        type: "boolean",
        description:
          "Whether something else upgrades Kubernetes, such as Fleet Manager or a pipeline; then only the node OS channel counts.",
        default: false,
      },
    },
    types: [MANAGED_CLUSTER],
    check: presetOnAutomatic(all(checkKubernetesChannel, checkNodeChannel)),
  },
  {
    id: "AKS-28",
    name: "aks-supported-version",
    title: "kubernetesVersion is at least the configured minimum",
    why: "AKS fixes no vulnerabilities in versions that are out of support, and upgrades from them have to pass through every version between.",
    fix: "Upgrade the control plane one minor version at a time, then the node pools; or choose long-term support.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
    options: {
      minimumVersion: { type: "string", description: "Lowest Kubernetes minor version.", default: KUBERNETES_MINIMUM.ordinary },
      minimumLongTermVersion: {
        type: "string",
        description: "Lowest minor version of clusters with long-term support, and of separate node pools, whose cluster may have it.",
        default: KUBERNETES_MINIMUM.longTerm,
      },
    },
    types: [MANAGED_CLUSTER, AGENT_POOL],
    check: checkVersion,
  },
];
