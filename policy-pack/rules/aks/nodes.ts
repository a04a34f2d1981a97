import { AGENT_POOL, MANAGED_CLUSTER } from "../facts/tokens";
import { armIs, sameText } from "../reading/arm";
import { type Condition, checkValue, is, isNot, property } from "../reading/expect";
import { asUndecided } from "../reading/listed";
import { isUnknown } from "../reading/values";
import type { ResourceRule, Rule } from "../rule";
import { presetOnAutomatic } from "./automatic";
import { onPools, poolValue } from "./pools";
import { checkPoolType } from "./poolType";
import { checkTaints } from "./taints";
import { checkZones } from "./zones";

/** The check of a property of every node pool, whether it is part of the cluster or a separate resource. */
function everyPool(path: string, condition: Condition): ResourceRule["check"] {
  return onPools((pool, context) => checkValue(poolValue(pool, path), condition, context));
}

/** AKS cannot turn SSH off on Windows nodes. */
const checkNodeSsh = onPools((pool, context) => {
  const system = poolValue(pool, "osType");
  if (sameText(system.value, "Windows")) return [];
  const outcome = checkValue(poolValue(pool, "securityProfile.sshAccess"), armIs("Disabled"), context);
  return isUnknown(system.value) ? asUndecided(outcome, system.path) : outcome;
});

/** Node pools. */
export const rules: readonly Rule[] = [
  {
    id: "AKS-12",
    name: "aks-encryption-at-host",
    title: "Every node pool encrypts at host",
    why: "Without it temporary disks and disk caches, which hold images, logs and volumes, are unencrypted on the host.",
    fix: "Set enableEncryptionAtHost to true; the pool is replaced, and the subscription needs the EncryptionAtHost feature.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/enable-host-encryption",
    types: [MANAGED_CLUSTER, AGENT_POOL],
    check: everyPool("enableEncryptionAtHost", is(true)),
  },
  {
    id: "AKS-26",
    name: "aks-no-node-public-ip",
    title: "Nodes have no public IP",
    why: "A node with a public address can be attacked directly, bypassing every load balancer, firewall and network policy.",
    fix: "Set enableNodePublicIP to false and use a NAT gateway or firewall for egress.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/use-node-public-ips",
    types: [MANAGED_CLUSTER, AGENT_POOL],
    check: everyPool("enableNodePublicIP", isNot(true)),
  },
  {
    id: "AKS-30",
    name: "aks-availability-zones",
    title: "Node pools span at least two zones",
    why: "When the datacenter of a pool's only zone fails, all of its nodes fail at once.",
    fix: "Set availabilityZones to the region's zones; the pool is replaced.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/availability-zones",
    options: {
      minimumZones: { type: "integer", description: "Zones of a pool; 0 in regions without availability zones.", default: 2 },
    },
    reads: [MANAGED_CLUSTER, AGENT_POOL],
    checkStack: checkZones,
  },
  {
    id: "AKS-32",
    name: "aks-node-rg-lockdown",
    title: "Node resource group is read-only",
    why: "A change by hand to the nodes' resources breaks the cluster later, or weakens it unnoticed: AKS does not expect it.",
    fix: "Set nodeResourceGroupProfile.restrictionLevel to ReadOnly.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/node-resource-group-lockdown",
    types: [MANAGED_CLUSTER],
    remedy: { restrictionLevel: "ReadOnly" },
    check: presetOnAutomatic(property("nodeResourceGroupProfile.restrictionLevel", armIs("ReadOnly"))),
  },
  {
    id: "AKS-33",
    name: "aks-vmss-pools",
    title: "Pools are scale sets with a sane maxPods and a system pool",
    why: "Availability sets are retired and do not scale, and a node for few pods is filled by AKS's own.",
    fix: "Set type to VirtualMachineScaleSets, leave maxPods or raise it, and give one pool mode System; the pool is replaced.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/use-system-pools",
    options: {
      minimumMaxPods: { type: "integer", description: "Lowest maxPods of a pool that sets it.", default: 30 },
    },
    types: [MANAGED_CLUSTER, AGENT_POOL],
    check: checkPoolType,
  },
  {
    id: "AKS-37",
    name: "aks-node-ssh-disabled",
    title: "Node SSH is off",
    why: "By default the SSH service of every node accepts connections from all pods and from the network, to anyone with a key.",
    fix: "Set securityProfile.sshAccess to Disabled; kubectl debug node still works.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/manage-ssh-node-access",
    types: [MANAGED_CLUSTER, AGENT_POOL],
    remedy: { sshAccess: "Disabled" },
    check: presetOnAutomatic(checkNodeSsh),
  },
  {
    id: "AKS-39",
    name: "aks-system-pool-tainted",
    title: "System pools carry CriticalAddonsOnly=true:NoSchedule; user pools do not",
    why: "An application on a system node can take the memory that DNS and AKS's own add-ons need, and the whole cluster fails with it.",
    fix: "Add CriticalAddonsOnly=true:NoSchedule to nodeTaints of the system pools, and remove it from the others.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/use-system-pools",
    reads: [MANAGED_CLUSTER, AGENT_POOL],
    checkStack: checkTaints,
  },
];
