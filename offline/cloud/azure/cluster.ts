import { guid, hex } from "../deterministic";
import type { Settled } from "./settled";

/** What AKS works out for a cluster. The issuer ends in a slash, as Entra compares it character by character. */
export function clusterOutputs(cluster: Settled): Readonly<Record<string, unknown>> {
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

function nodeResourceGroup({ id, name, inputs }: Settled): string {
  const [, group = ""] = /\/resourceGroups\/([^/]+)/.exec(id) ?? [];
  return typeof inputs.nodeResourceGroup === "string" ? inputs.nodeResourceGroup : `MC_${group}_${name}_${inputs.location}`;
}

/** The identity the program brought, or the one AKS makes in the node resource group. */
function kubeletIdentity(cluster: Settled, group: string): unknown {
  const brought = member(member(cluster.inputs.identityProfile, "kubeletidentity"), "resourceId");
  if (typeof brought === "string") return identity(brought);
  return identity(managedIdentityId(cluster, group, `${cluster.name}-agentpool`));
}

/** Add-ons that are on get an identity of their own. */
function addonIdentities(cluster: Settled, group: string): Readonly<Record<string, unknown>> {
  const addons = cluster.inputs.addonProfiles;
  const names = typeof addons === "object" && addons !== null ? Object.keys(addons) : [];
  const on = names.filter((addon) => member(member(addons, addon), "enabled") === true);
  return Object.fromEntries(
    on.map((addon) => [addon, { identity: identity(managedIdentityId(cluster, group, `${addon}-${cluster.name}`)) }]),
  );
}

function managedIdentityId({ id }: Settled, group: string, name: string): string {
  return `${id.split("/resourceGroups/")[0]}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name.toLowerCase()}`;
}

/** The same GUIDs that the identity itself answers with. */
function identity(resourceId: string): Readonly<Record<string, string>> {
  return { resourceId, clientId: guid(`client\0${resourceId}`), objectId: guid(`principal\0${resourceId}`) };
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}
