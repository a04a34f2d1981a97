import { AGENT_POOL, MANAGED_CLUSTER } from "../facts/tokens";
import { type Condition, checkProperty, is, isNot } from "../reading/expect";
import type { ResourceRule, Rule } from "../rule";

/** The check of a property of every node pool, whether it is part of the cluster or a separate resource. */
function everyPool(path: string, condition: Condition): ResourceRule["check"] {
  return (resource, context) => {
    const place = resource.type === AGENT_POOL ? path : `agentPoolProfiles[*].${path}`;
    return checkProperty(resource, place, condition, context);
  };
}

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
];
