import { AGENT_POOL, MANAGED_CLUSTER } from "../facts/tokens";
import { armIs } from "../reading/arm";
import { checkValue, isSet, property } from "../reading/expect";
import type { Rule } from "../rule";
import { onPools, poolValue } from "./pools";
import { checkStorageDrivers } from "./storageDrivers";

/** Disks of the nodes and of persistent volumes. */
export const rules: readonly Rule[] = [
  {
    id: "AKS-13",
    name: "aks-disk-encryption-set",
    title: "OS and data disks use a disk encryption set (customer key)",
    why: "With a platform key access to the disks cannot be revoked; some standards require a key that the organisation controls.",
    fix: "Set diskEncryptionSetID to a compute.DiskEncryptionSet; an existing cluster has to be replaced.",
    severity: "medium",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys",
    types: [MANAGED_CLUSTER],
    check: property("diskEncryptionSetID", isSet),
  },
  {
    id: "AKS-34",
    name: "aks-ephemeral-os-disk",
    title: "Ephemeral OS disks",
    why: "A managed OS disk keeps whatever was written to it across a restart, and is slower; an ephemeral one is new each time.",
    fix: "Set osDiskType to Ephemeral and a VM size whose local disk holds osDiskSizeGB; the pool is replaced.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/aks/concepts-storage",
    types: [MANAGED_CLUSTER, AGENT_POOL],
    check: onPools((pool, context) => checkValue(poolValue(pool, "osDiskType"), armIs("Ephemeral"), context)),
  },
  {
    id: "AKS-40",
    name: "aks-csi-drivers",
    title: "CSI disk/file/snapshot drivers are not switched off",
    why: "Kubernetes has no other driver for Azure's disks and files: without it a persistent volume cannot be attached or backed up.",
    fix: "Remove storageProfile.diskCSIDriver, fileCSIDriver and snapshotController, or set enabled to true.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/csi-storage-drivers",
    options: {
      allowNone: {
        type: "boolean",
        description: "Whether a cluster may have none of the three: one without persistent volumes, where a driver is only attack surface.",
        default: true,
      },
    },
    types: [MANAGED_CLUSTER],
    remedy: { enabled: true },
    check: checkStorageDrivers,
  },
];
