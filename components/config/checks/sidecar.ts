import { carriesCredentials } from "../credentials";
import type { Fault } from "../fault";
import type { DownstreamApiConfig, SidecarConfig, WorkloadConfig } from "../schema";
import { checkMembers, faultIf, repeated } from "./check";
import { notBelow } from "./quantities";

/** Entra accepts this many federated credentials on one application (workload identity federation considerations). */
const MAX_FEDERATED_CREDENTIALS = 20;

function downstreamApi(path: string, api: DownstreamApiConfig, appTokensOnly: boolean): readonly Fault[] {
  const { requestAppToken, scopes, popPublicKey } = api;
  const texts = ["baseUrl", "relativePath"] as const;
  const asApplication = scopes.length === 1 && scopes[0]?.endsWith("/.default") === true;
  return [
    ...texts.flatMap((key) =>
      faultIf(carriesCredentials(api[key] ?? ""), `${path}.${key}`, undefined, "a URL without password or signature: it is no secret"),
    ),
    ...faultIf(
      requestAppToken && !asApplication,
      `${path}.scopes`,
      scopes,
      "exactly one scope, <resource>/.default, for application tokens",
    ),
    ...faultIf(
      appTokensOnly && !requestAppToken,
      `${path}.requestAppToken`,
      requestAppToken,
      "true: a managed identity gets application tokens only",
    ),
    ...faultIf(
      popPublicKey !== undefined && !requestAppToken,
      `${path}.popPublicKey`,
      undefined,
      "requestAppToken: true, since the sidecar signs application tokens only",
    ),
  ];
}

function agents({ autonomousAgents, cloud, credential, downstreamApis }: SidecarConfig, path: string): readonly Fault[] {
  if (!autonomousAgents) return [];
  const someAppToken = Object.values(downstreamApis).some(({ requestAppToken }) => requestAppToken);
  return [
    ...faultIf(cloud !== "public", `${path}.cloud`, cloud, "public: agent identities exist in the public cloud only"),
    ...faultIf(
      credential.type === "managedIdentity",
      `${path}.credential.type`,
      credential.type,
      "another mode: a managed identity cannot be an agent blueprint",
    ),
    ...faultIf(!someAppToken, `${path}.downstreamApis`, undefined, "an API with requestAppToken: true for the agents to call"),
  ];
}

function one(name: string, workload: WorkloadConfig): readonly Fault[] {
  const { sidecar } = workload;
  if (sidecar === undefined) return [];
  const path = `workloads.${name}.sidecar`;
  const apis = Object.keys(sidecar.downstreamApis);
  const managed = sidecar.credential.type === "managedIdentity";
  return [
    ...faultIf(sidecar.port === workload.port, `${path}.port`, sidecar.port, "a port other than the application's"),
    ...Object.entries(sidecar.downstreamApis).flatMap(([api, settings]) =>
      downstreamApi(`${path}.downstreamApis.${api}`, settings, managed),
    ),
    ...repeated(apis.map((api) => api.toLowerCase())).map((index) => ({
      path: `${path}.downstreamApis.${apis[index]}`,
      allowed: "a name that differs by more than case",
    })),
    ...faultIf(
      managed && sidecar.requiredScope !== undefined,
      `${path}.requiredScope`,
      sidecar.requiredScope,
      "none: a managed identity has no scopes to validate",
    ),
    ...agents(sidecar, path),
    ...notBelow(`${path}.memoryLimit`, sidecar.memoryLimit, "memoryRequest", sidecar.memoryRequest),
    ...notBelow(`${path}.cpuLimit`, sidecar.cpuLimit, "cpuRequest", sidecar.cpuRequest),
  ];
}

const sidecars = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, workload]) => one(name, workload)),
);

const noClientSecretInProduction = checkMembers(["workloads", "tier"], ({ workloads, tier }) =>
  Object.entries(workloads).flatMap(([name, { sidecar }]) =>
    faultIf(
      tier === "production" && sidecar?.credential.type === "clientSecret",
      `workloads.${name}.sidecar.credential.type`,
      "clientSecret",
      "application, managedIdentity, keyVaultCertificate or certificateFile in production",
    ),
  ),
);

const federatedCredentials = checkMembers(["workloads", "stamps"], ({ workloads, stamps }) => {
  const users = Object.entries(workloads).flatMap(([name, { sidecar }]) =>
    sidecar?.credential.type === "application" ? [{ name, clientId: sidecar.credential.clientId.toLowerCase() }] : [],
  );
  return [...new Set(users.map(({ clientId }) => clientId))].flatMap((clientId) => {
    const count = users.filter((user) => user.clientId === clientId).length * stamps.length;
    const first = users.find((user) => user.clientId === clientId)?.name ?? "";
    return faultIf(
      count > MAX_FEDERATED_CREDENTIALS,
      `workloads.${first}.sidecar.credential.clientId`,
      clientId,
      `an application with at most ${MAX_FEDERATED_CREDENTIALS} federated credentials; workloads times stamps make ${count}`,
    );
  });
});

export const sidecarChecks = [sidecars, noClientSecretInProduction, federatedCredentials];
