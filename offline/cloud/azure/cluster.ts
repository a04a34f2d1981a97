import { guid, hex } from "../deterministic";
import type { CreatedResource } from "./createdResource";

/** Outputs that AKS computes for a cluster. The issuer ends in a slash, as Entra compares it character by character. */
export function clusterOutputs(cluster: CreatedResource): Readonly<Record<string, unknown>> {
  const { id, name, inputs, context } = cluster;
  const host = `${inputs.dnsPrefix ?? inputs.fqdnSubdomain ?? name}-${hex(id, 8)}`;
  const group = nodeResourceGroup(cluster);
  return {
    currentKubernetesVersion: inputs.kubernetesVersion ?? "1.34",
    fqdn: `${host}.hcp.${inputs.location}.azmk8s.io`,
    privateFQDN: `${host}.${guid(id)}.privatelink.${inputs.location}.azmk8s.io`,
    azurePortalFQDN: `${host}.portal.hcp.${inputs.location}.azmk8s.io`,
    nodeResourceGroup: group,
    powerState: { code: "Running" },
    oidcIssuerProfile: { issuerURL: `https://${inputs.location}.oic.prod-aks.azure.com/${context.tenantId}/${guid(`issuer\0${id}`)}/` },
    identityProfile: { kubeletidentity: kubeletIdentity(cluster, group) },
    addonProfiles: addonIdentities(cluster, group),
    resourceUID: hex(id, 24),
  };
}

function nodeResourceGroup({ id, name, inputs }: CreatedResource): string {
  const [, group = ""] = /\/resourceGroups\/([^/]+)/.exec(id) ?? [];
  return typeof inputs.nodeResourceGroup === "string" ? inputs.nodeResourceGroup : `MC_${group}_${name}_${inputs.location}`;
}

/** The identity that the program configures, or the one AKS creates in the node resource group. */
function kubeletIdentity(cluster: CreatedResource, group: string): unknown {
  const configured = member(member(cluster.inputs.identityProfile, "kubeletidentity"), "resourceId");
  if (typeof configured === "string") return identity(configured);
  return identity(managedIdentityId(cluster, group, `${cluster.name}-agentpool`));
}

/** AKS creates an identity for each enabled add-on. */
function addonIdentities(cluster: CreatedResource, group: string): Readonly<Record<string, unknown>> {
  const addons = cluster.inputs.addonProfiles;
  const names = typeof addons === "object" && addons !== null ? Object.keys(addons) : [];
  const enabled = names.filter((addon) => member(member(addons, addon), "enabled") === true);
  return Object.fromEntries(
    enabled.map((addon) => [addon, { identity: identity(managedIdentityId(cluster, group, `${addon}-${cluster.name}`)) }]),
  );
}

function managedIdentityId({ id }: CreatedResource, group: string, name: string): string {
  return `${id.split("/resourceGroups/")[0]}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name.toLowerCase()}`;
}

/** The same GUIDs as in the outputs of the identity itself. */
function identity(resourceId: string): Readonly<Record<string, string>> {
  return { resourceId, clientId: guid(`client\0${resourceId}`), objectId: guid(`principal\0${resourceId}`) };
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}
