import type { z } from "zod";
import type { CredentialConfig, SidecarConfig, WorkloadConfig } from "../../../components/config/schema";
import { sidecar, sidecarImage } from "../../../components/config/schema/sidecar";
import { workload } from "../../../components/config/schema/workload";
import type { WorkloadArgs } from "../../../components/kubernetes/workload/workloadArgs";

export const IDENTITY = "11111111-1111-1111-1111-111111111111";
export const TENANT = "22222222-2222-2222-2222-222222222222";
export const APPLICATION = "99999999-8888-7777-6666-555555555555";

export const CREDENTIALS = {
  managedIdentity: { type: "managedIdentity" },
  application: { type: "application", clientId: APPLICATION, tokenAudience: "api://AzureADTokenExchange/entra-sidecar" },
  keyVaultCertificate: { type: "keyVaultCertificate", clientId: APPLICATION, certificate: "sign-in" },
  certificateFile: { type: "certificateFile", clientId: APPLICATION, certificate: "sign-in" },
  clientSecret: { type: "clientSecret", clientId: APPLICATION, secret: "sign-in-secret" },
} as const satisfies { [Type in CredentialConfig["type"]]: Extract<CredentialConfig, { type: Type }> };

export function sidecarConfig(input: Partial<z.input<typeof sidecar>> = {}): SidecarConfig {
  return sidecar.parse({ credential: CREDENTIALS.managedIdentity, ...input });
}

export function workloadConfig(input: Partial<z.input<typeof workload>> = {}): WorkloadConfig {
  return workload.parse({ image: "shop/catalog:1.2.3", ...input });
}

export function workloadArgs(config: WorkloadConfig, overrides: Partial<WorkloadArgs> = {}): WorkloadArgs {
  return {
    name: "catalog",
    config,
    sidecarImage: sidecarImage.parse({}),
    registryLoginServer: "crshop.azurecr.io",
    identity: { clientId: IDENTITY },
    tenantId: TENANT,
    vaultName: "kv-shop",
    vaultSecrets: config.uses.keyVault,
    database: { host: "psql-shop.postgres.database.azure.com", user: "id-shop-catalog" },
    blobContainerUrl: "https://stshop.blob.core.windows.net/catalog",
    eventHub: { host: "evhns-shop.servicebus.windows.net", name: "events" },
    privateEndpointCidr: "10.10.4.0/26",
    ingressNamespace: "aks-istio-ingress",
    podSecurityVersion: "v1.36",
    production: true,
    ...overrides,
  };
}
