import { containsCredentials } from "../credentials";
import type { Fault } from "../fault";
import type { DownstreamApiConfig, SidecarConfig, WorkloadConfig } from "../schema";
import { thumbprintOf } from "../schema/popKey";
import { checkMembers, duplicateIndexes, faultIf } from "./check";
import { checkLimit } from "./quantities";

/** Maximum number of federated credentials of one application (Entra: workload identity federation considerations). */
const MAX_FEDERATED_CREDENTIALS = 20;

function checkDownstreamApi(path: string, api: DownstreamApiConfig, appTokensOnly: boolean): readonly Fault[] {
  const { requestAppToken, scopes, popPublicKey } = api;
  const urls = ["baseUrl", "relativePath"] as const;
  const isApplicationScope = scopes.length === 1 && scopes[0]?.endsWith("/.default") === true;
  return [
    ...urls.flatMap((key) =>
      faultIf(
        containsCredentials(api[key] ?? ""),
        `${path}.${key}`,
        undefined,
        "a URL without a password or signature, because this setting is not stored as a secret",
      ),
    ),
    ...faultIf(
      requestAppToken && !isApplicationScope,
      `${path}.scopes`,
      scopes,
      "exactly one scope, <resource>/.default, for application tokens",
    ),
    ...faultIf(
      appTokensOnly && !requestAppToken,
      `${path}.requestAppToken`,
      requestAppToken,
      "true: a managed identity can request application tokens only",
    ),
    ...faultIf(
      popPublicKey !== undefined && !requestAppToken,
      `${path}.popPublicKey`,
      undefined,
      "requestAppToken: true, because the sidecar signs requests with application tokens only",
    ),
  ];
}

function checkAgents({ autonomousAgents, cloud, credential, downstreamApis }: SidecarConfig, path: string): readonly Fault[] {
  if (!autonomousAgents) return [];
  const hasAppToken = Object.values(downstreamApis).some(({ requestAppToken }) => requestAppToken);
  return [
    ...faultIf(cloud !== "public", `${path}.cloud`, cloud, "public: agent identities exist in the public cloud only"),
    ...faultIf(
      credential.type === "managedIdentity",
      `${path}.credential.type`,
      credential.type,
      "another mode: a managed identity cannot be an agent blueprint",
    ),
    ...faultIf(!hasAppToken, `${path}.downstreamApis`, undefined, "an API with requestAppToken: true for the agents to call"),
  ];
}

function checkSidecar(name: string, workload: WorkloadConfig): readonly Fault[] {
  const { sidecar } = workload;
  if (sidecar === undefined) return [];
  const path = `workloads.${name}.sidecar`;
  const apis = Object.keys(sidecar.downstreamApis);
  const isManagedIdentity = sidecar.credential.type === "managedIdentity";
  return [
    ...faultIf(sidecar.port === workload.port, `${path}.port`, sidecar.port, "a port other than the application's"),
    ...Object.entries(sidecar.downstreamApis).flatMap(([api, settings]) =>
      checkDownstreamApi(`${path}.downstreamApis.${api}`, settings, isManagedIdentity),
    ),
    ...duplicateIndexes(apis.map((api) => api.toLowerCase())).map(
      (index): Fault => ({
        path: `${path}.downstreamApis.${apis[index]}`,
        allowed: "a name that differs from earlier ones in more than case",
      }),
    ),
    ...faultIf(
      isManagedIdentity && sidecar.requiredScope !== undefined,
      `${path}.requiredScope`,
      sidecar.requiredScope,
      "no value: tokens for a managed identity have no scopes",
    ),
    ...checkAgents(sidecar, path),
    ...checkLimit(`${path}.memoryLimit`, sidecar.memoryLimit, "memoryRequest", sidecar.memoryRequest),
    ...checkLimit(`${path}.cpuLimit`, sidecar.cpuLimit, "cpuRequest", sidecar.cpuRequest),
  ];
}

const sidecars = checkMembers(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, workload]) => checkSidecar(name, workload)),
);

/**
 * A key that signs the requests to one API must not be usable for another (security guidance for the sidecar: a key for each API). Keys are
 * compared by thumbprint, because one key has several forms.
 */
const popKeys = checkMembers(["workloads"], ({ workloads }) => {
  const all = Object.entries(workloads).flatMap(([name, { sidecar }]) =>
    Object.entries(sidecar?.downstreamApis ?? {}).flatMap(([api, { popPublicKey }]) =>
      popPublicKey === undefined ? [] : [{ path: `workloads.${name}.sidecar.downstreamApis.${api}.popPublicKey`, popPublicKey }],
    ),
  );
  return duplicateIndexes(all.map(({ popPublicKey }) => thumbprintOf(popPublicKey) ?? popPublicKey)).map(
    (index): Fault => ({ path: all[index]?.path ?? "", allowed: "a key that no other API uses" }),
  );
});

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
      `an application with at most ${MAX_FEDERATED_CREDENTIALS} federated credentials; its workloads need ${count}, one in each stamp`,
    );
  });
});

export const sidecarChecks = [sidecars, popKeys, noClientSecretInProduction, federatedCredentials];
