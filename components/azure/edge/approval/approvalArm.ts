import type { ArmClient, Busy, Connection } from "./approvalLogic";

/**
 * Azure Resource Manager over plain HTTP, with the credentials that azure-native reads from the environment.
 * Runs inside Pulumi's dynamic provider as source text (see originApproval.ts): nothing imported may be used.
 */

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init?: { method?: string; headers?: Record<string, string>; body?: string },
) => Promise<{
  ok: boolean;
  status: number;
  text(): Promise<string>;
}>;

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What reaches outside the process. */
export interface Outside {
  readonly env: Environment;
  readonly fetch: Fetch;
  /** Standard output of a command. */
  run(command: string, args: readonly string[]): Promise<string>;
  readFile(path: string): Promise<string>;
}

/** Hosts of a cloud. */
interface Cloud {
  readonly arm: string;
  readonly login: string;
}

export function armClient(given: Outside): ArmClient {
  const outside = { ...given, fetch: withTransientErrors(given.fetch) };
  const cloud = cloudOf(outside.env);
  let token: string | undefined;
  const send = async (method: string, id: string, body?: unknown) => {
    token ??= await accessToken(outside, cloud, id);
    return outside.fetch(`${cloud.arm}${id}?api-version=2024-05-01`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const call: typeof send = async (...request) => {
    const response = await send(...request);
    if (response.status !== 401) return response;
    // The wait can outlive what was left of a token: the Azure CLI hands out its own down to the last five minutes.
    token = undefined;
    return send(...request);
  };
  return {
    async list(serviceId) {
      const response = await call("GET", serviceId);
      if (response.status === 404) return undefined;
      const text = await response.text();
      if (!response.ok) throw refused("read", serviceId, response.status, text);
      const service = JSON.parse(text) as { properties?: { privateEndpointConnections?: readonly Connection[] } };
      return service.properties?.privateEndpointConnections ?? [];
    },
    async approve(serviceId, connection, message) {
      const state = { status: "Approved", description: message, actionsRequired: "None" };
      const id = `${serviceId}/privateEndpointConnections/${connection}`;
      const response = await call("PUT", id, { name: connection, properties: { privateLinkServiceConnectionState: state } });
      if (!response.ok) throw refused("approve a connection of", serviceId, response.status, await response.text());
    },
  };
}

/** Where nobody answers, such as while a runner's network is away for a moment, the same call may go through later. */
export function withTransientErrors(fetch: Fetch): Fetch {
  return async (url, init) => {
    try {
      const response = await fetch(url, init);
      const text = await response.text();
      return { ok: response.ok, status: response.status, text: async () => text };
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } };
      throw Object.assign(new Error(`No answer from ${new URL(url).host} (${cause?.code ?? message}).`), { transient: true });
    }
  };
}

/**
 * Throttling (429) and errors of the service itself (5xx) pass, and so does a change that is under way (409):
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function isRetryable(status: number): boolean {
  return status === 409 || status === 429 || status >= 500;
}

/** ARM_ENVIRONMENT as azure-native reads it. */
export function cloudOf(env: Environment): Cloud {
  const name = (env.ARM_ENVIRONMENT ?? "public").toLowerCase();
  if (name.startsWith("usgov")) return { arm: "https://management.usgovcloudapi.net", login: "https://login.microsoftonline.us" };
  if (name.startsWith("china")) return { arm: "https://management.chinacloudapi.cn", login: "https://login.chinacloudapi.cn" };
  return { arm: "https://management.azure.com", login: "https://login.microsoftonline.com" };
}

/**
 * A token for ARM from what azure-native uses: workload identity federation, client secret, managed identity, or the Azure CLI, there
 * for the tenant of the resource's subscription, whichever one was chosen last.
 */
export async function accessToken(outside: Outside, cloud: Cloud, resourceId: string): Promise<string> {
  const { env } = outside;
  if (isOn(env.ARM_USE_OIDC)) {
    const assertion = await oidcToken(outside);
    const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    return clientCredentials(outside, cloud, { client_assertion: assertion, client_assertion_type: type });
  }
  if (env.ARM_CLIENT_ID && env.ARM_CLIENT_SECRET) return clientCredentials(outside, cloud, { client_secret: env.ARM_CLIENT_SECRET });
  if (isOn(env.ARM_USE_MSI)) return managedIdentityToken(outside, cloud);
  const [, , subscription = ""] = resourceId.split("/");
  const query = ["--resource", cloud.arm, "--query", "accessToken", "--output", "tsv"];
  const args = ["account", "get-access-token", "--subscription", subscription, ...query];
  return (await outside.run("az", args)).trim();
}

export function isOn(value: string | undefined): boolean {
  return value === "true" || value === "1";
}

/** The pipeline's own token: given, in a file, or fetched from its issuer (GitHub Actions and compatible). */
export async function oidcToken({ env, fetch, readFile }: Outside): Promise<string> {
  if (env.ARM_OIDC_TOKEN) return env.ARM_OIDC_TOKEN;
  const path = env.ARM_OIDC_TOKEN_FILE_PATH ?? env.AZURE_FEDERATED_TOKEN_FILE;
  if (path) return (await readFile(path)).trim();
  const url = env.ARM_OIDC_REQUEST_URL ?? env.ACTIONS_ID_TOKEN_REQUEST_URL;
  const bearer = env.ARM_OIDC_REQUEST_TOKEN ?? env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  if (!url || !bearer) throw new Error("ARM_USE_OIDC is set, but there is no ARM_OIDC_TOKEN, token file or token request URL.");
  const response = await fetch(`${url}&audience=api://AzureADTokenExchange`, { headers: { authorization: `Bearer ${bearer}` } });
  if (!response.ok) {
    const message = `The pipeline's token service answered ${response.status}.`;
    throw Object.assign(new Error(message), { transient: isRetryable(response.status) });
  }
  return (JSON.parse(await response.text()) as { value: string }).value;
}

export async function clientCredentials({ env, fetch }: Outside, cloud: Cloud, proof: Record<string, string>): Promise<string> {
  const { ARM_TENANT_ID: tenant, ARM_CLIENT_ID: client } = env;
  if (!tenant || !client) throw new Error("ARM_TENANT_ID and ARM_CLIENT_ID must be set beside the credential.");
  const form = { grant_type: "client_credentials", client_id: client, scope: `${cloud.arm}/.default`, ...proof };
  const response = await fetch(`${cloud.login}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
  return tokenOf(response.ok, response.status, await response.text());
}

export async function managedIdentityToken({ env, fetch }: Outside, cloud: Cloud): Promise<string> {
  const endpoint = env.ARM_MSI_ENDPOINT ?? "http://169.254.169.254/metadata/identity/oauth2/token";
  const query = new URLSearchParams({ "api-version": "2018-02-01", resource: `${cloud.arm}/` });
  if (env.ARM_CLIENT_ID) query.set("client_id", env.ARM_CLIENT_ID);
  const response = await fetch(`${endpoint}?${query.toString()}`, { headers: { metadata: "true" } });
  return tokenOf(response.ok, response.status, await response.text());
}

/** Names Entra's error code only: the rest of the answer may repeat what was sent. */
export function tokenOf(ok: boolean, status: number, text: string): string {
  if (ok) return (JSON.parse(text) as { access_token: string }).access_token;
  const message = `No token for Azure Resource Manager: ${/AADSTS\d+/.exec(text)?.[0] ?? `status ${status}`}.`;
  throw Object.assign(new Error(message), { transient: isRetryable(status) });
}

/** What Azure refused, in its own words. */
export function refused(action: string, serviceId: string, status: number, text: string): Error & Busy {
  const hint = status === 403 ? " The deployer needs Network Contributor on its resource group." : "";
  const message = `Azure refused to ${action} ${serviceId} (${status}).${hint} ${text.slice(0, 300)}`.trim();
  return Object.assign(new Error(message), { transient: isRetryable(status) });
}
