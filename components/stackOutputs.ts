import * as pulumi from "@pulumi/pulumi";
import { serviceAccountSubject } from "./kubernetes/pod/workloadIdentity";
import type { PlatformPlan } from "./plan/plan";
import type { Platform } from "./platform";
import type { Stamp } from "./stamp/stamp";

/**
 * Ids, endpoints and the federated credentials that remain to be created in Entra. The Front Door id is marked as secret: whoever
 * knows it can address the gateways as this Front Door does, so no log of a deployment may contain it (document 001).
 */
export function stackOutputs(plan: PlatformPlan, { frontDoor, registry, stamps }: Platform) {
  return {
    endpoint: pulumi.interpolate`https://${plan.config.frontDoor.domains[0] ?? frontDoor.endpointHostName}`,
    frontDoorId: pulumi.secret(frontDoor.frontDoorId),
    registry: registry.loginServer,
    stamps: Object.fromEntries(Object.entries(stamps).map(([region, stamp]) => [region, stampOutputs(plan, stamp)])),
    federatedCredentials: Object.values(stamps).flatMap((stamp) => applicationCredentials(plan, stamp)),
  };
}

function stampOutputs({ config }: PlatformPlan, { cluster, data, identities }: Stamp) {
  const workloads = Object.keys(config.workloads).map((name) => {
    const { identityName, clientId, principalId } = identities.workload(name);
    return [name, { identityName, clientId, principalId }] as const;
  });
  return {
    cluster: cluster.clusterName,
    clusterId: cluster.id,
    oidcIssuer: cluster.oidcIssuer,
    keyVault: data.vault.uri,
    ...(data.postgres === undefined ? {} : { postgres: data.postgres.fullyQualifiedDomainName }),
    identities: Object.fromEntries(workloads),
  };
}

/** Federated credential to create on each application: the azure-native provider does not manage Entra applications. */
function applicationCredentials({ config }: PlatformPlan, { cluster, context }: Stamp) {
  return Object.entries(config.workloads).flatMap(([name, { sidecar }]) => {
    if (sidecar?.credential.type !== "application") return [];
    const credential = {
      name: `${name}-${context.location}`,
      issuer: cluster.oidcIssuer,
      subject: serviceAccountSubject(name),
      audiences: [sidecar.credential.tokenAudience],
    };
    return [{ application: sidecar.credential.clientId, credential }];
  });
}
