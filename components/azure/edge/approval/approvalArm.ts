import type { ArmClient, Connection, RetryInfo } from "./approvalLogic";

/**
 * A client for Azure Resource Manager's REST API, with the credentials that azure-native reads from the environment.
 * It runs inside Pulumi's dynamic provider as source text (see originApproval.ts), where imports are not available.
 */

/** The part of `fetch` that the client uses. */
export type Fetch = (
  url: string,
  init?: { method?: string; headers?: Record<string, string>; body?: string },
) => Promise<{
  ok: boolean;
  status: number;
  text(): Promise<string>;
}>;

/** Environment variables by name. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Access to the environment variables, network, commands and files of the host. */
export interface HostAccess {
  readonly env: EnvironmentVariables;
  readonly fetch: Fetch;
  /** Runs a command and returns its standard output. */
  run(command: string, args: readonly string[]): Promise<string>;
  readFile(path: string): Promise<string>;
}

/** Endpoints of an Azure cloud. */
interface Cloud {
  readonly arm: string;
  readonly login: string;
}

export function armClient(access: HostAccess): ArmClient {
  const host = { ...access, fetch: withTransientErrors(access.fetch) };
  const cloud = cloudOf(host.env);
  let token: string | undefined;
  const send = async (method: string, id: string, body?: unknown) => {
    token ??= await accessToken(host, cloud, id);
    return host.fetch(`${cloud.arm}${id}?api-version=2024-05-01`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const call: typeof send = async (...request) => {
    const response = await send(...request);
    if (response.status !== 401) return response;
    // A token can expire during the wait: the Azure CLI returns a cached token until five minutes before its expiry.
    token = undefined;
    return send(...request);
  };
  return {
    async list(serviceId) {
      const response = await call("GET", serviceId);
      if (response.status === 404) return undefined;
      const text = await response.text();
      if (!response.ok) throw armError("read", serviceId, response.status, text);
      const service = JSON.parse(text) as { properties?: { privateEndpointConnections?: readonly Connection[] } };
      return service.properties?.privateEndpointConnections ?? [];
    },
    async approve(serviceId, connection, message) {
      const state = { status: "Approved", description: message, actionsRequired: "None" };
      const id = `${serviceId}/privateEndpointConnections/${connection}`;
      const response = await call("PUT", id, { name: connection, properties: { privateLinkServiceConnectionState: state } });
      if (!response.ok) throw armError("approve a connection of", serviceId, response.status, await response.text());
    },
  };
}

/** Marks network errors as transient: after a short outage, such as of a runner's network, the same call may succeed. */
export function withTransientErrors(fetch: Fetch): Fetch {
  return async (url, init) => {
    try {
      const response = await fetch(url, init);
      const text = await response.text();
      return { ok: response.ok, status: response.status, text: async () => text };
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } };
      throw Object.assign(new Error(`No response from ${new URL(url).host} (${cause?.code ?? message}).`), { transient: true });
    }
  };
}

/**
 * Throttling (429), server errors (5xx) and conflicts with a change in progress (409) are transient:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function isRetryable(status: number): boolean {
  return status === 409 || status === 429 || status >= 500;
}

/** Selects the cloud by ARM_ENVIRONMENT, as azure-native does. */
export function cloudOf(env: EnvironmentVariables): Cloud {
  const name = (env.ARM_ENVIRONMENT ?? "public").toLowerCase();
  if (name.startsWith("usgov")) return { arm: "https://management.usgovcloudapi.net", login: "https://login.microsoftonline.us" };
  if (name.startsWith("china")) return { arm: "https://management.chinacloudapi.cn", login: "https://login.chinacloudapi.cn" };
  return { arm: "https://management.azure.com", login: "https://login.microsoftonline.com" };
}

/**
 * Returns a token for ARM from azure-native's credentials: workload identity federation, client secret, managed identity or Azure CLI.
 * The Azure CLI is called with the resource's subscription, so the token is for its tenant whichever subscription is active.
 */
export async function accessToken(host: HostAccess, cloud: Cloud, resourceId: string): Promise<string> {
  const { env } = host;
  if (isOn(env.ARM_USE_OIDC)) {
    const assertion = await oidcToken(host);
    const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    return clientCredentials(host, cloud, { client_assertion: assertion, client_assertion_type: type });
  }
  if (env.ARM_CLIENT_ID && env.ARM_CLIENT_SECRET) return clientCredentials(host, cloud, { client_secret: env.ARM_CLIENT_SECRET });
  if (isOn(env.ARM_USE_MSI)) return managedIdentityToken(host, cloud);
  const [, , subscription = ""] = resourceId.split("/");
  const query = ["--resource", cloud.arm, "--query", "accessToken", "--output", "tsv"];
  const args = ["account", "get-access-token", "--subscription", subscription, ...query];
  return (await host.run("az", args)).trim();
}

export function isOn(value: string | undefined): boolean {
  return value === "true" || value === "1";
}

/** The pipeline's OIDC token: from a variable, a file, or a request to its issuer (GitHub Actions and compatible). */
export async function oidcToken({ env, fetch, readFile }: HostAccess): Promise<string> {
  if (env.ARM_OIDC_TOKEN) return env.ARM_OIDC_TOKEN;
  const path = env.ARM_OIDC_TOKEN_FILE_PATH ?? env.AZURE_FEDERATED_TOKEN_FILE;
  if (path) return (await readFile(path)).trim();
  const url = env.ARM_OIDC_REQUEST_URL ?? env.ACTIONS_ID_TOKEN_REQUEST_URL;
  const bearer = env.ARM_OIDC_REQUEST_TOKEN ?? env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  if (!url || !bearer) throw new Error("ARM_USE_OIDC is set, but there is no ARM_OIDC_TOKEN, token file or token request URL.");
  const response = await fetch(`${url}&audience=api://AzureADTokenExchange`, { headers: { authorization: `Bearer ${bearer}` } });
  if (!response.ok) {
    const message = `The pipeline's token request URL returned status ${response.status}.`;
    throw Object.assign(new Error(message), { transient: isRetryable(response.status) });
  }
  return (JSON.parse(await response.text()) as { value: string }).value;
}

export async function clientCredentials({ env, fetch }: HostAccess, cloud: Cloud, proof: Record<string, string>): Promise<string> {
  const { ARM_TENANT_ID: tenant, ARM_CLIENT_ID: client } = env;
  if (!tenant || !client) throw new Error("ARM_TENANT_ID and ARM_CLIENT_ID must be set in addition to the credential.");
  const form = { grant_type: "client_credentials", client_id: client, scope: `${cloud.arm}/.default`, ...proof };
  const response = await fetch(`${cloud.login}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
  return parseToken(response.ok, response.status, await response.text());
}

export async function managedIdentityToken({ env, fetch }: HostAccess, cloud: Cloud): Promise<string> {
  const endpoint = env.ARM_MSI_ENDPOINT ?? "http://169.254.169.254/metadata/identity/oauth2/token";
  const query = new URLSearchParams({ "api-version": "2018-02-01", resource: `${cloud.arm}/` });
  if (env.ARM_CLIENT_ID) query.set("client_id", env.ARM_CLIENT_ID);
  const response = await fetch(`${endpoint}?${query.toString()}`, { headers: { metadata: "true" } });
  return parseToken(response.ok, response.status, await response.text());
}

/** Reports only Entra's error code: the rest of the response may repeat the credential that was sent. */
export function parseToken(ok: boolean, status: number, text: string): string {
  if (ok) return (JSON.parse(text) as { access_token: string }).access_token;
  const message = `Could not get a token for Azure Resource Manager: ${/AADSTS\d+/.exec(text)?.[0] ?? `status ${status}`}.`;
  throw Object.assign(new Error(message), { transient: isRetryable(status) });
}

/** Error for a failed call, with the beginning of Azure's response. */
export function armError(action: string, serviceId: string, status: number, text: string): Error & RetryInfo {
  const hint = status === 403 ? " The deployer needs Network Contributor on its resource group." : "";
  const message = `Azure refused to ${action} ${serviceId} (${status}).${hint} ${text.slice(0, 300)}`.trim();
  return Object.assign(new Error(message), { transient: isRetryable(status) });
}
