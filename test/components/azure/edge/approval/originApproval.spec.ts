import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as vm from "node:vm";
import type * as pulumi from "@pulumi/pulumi";
import type { Connection } from "../../../../../components/azure/edge/approval/approvalLogic";
import { OriginApproval, providerSource } from "../../../../../components/azure/edge/approval/originApproval";
import { record, settle } from "../../../../support/mocks";

const SERVICE = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateLinkServices/pl";
const request = { serviceId: SERVICE, requestMessage: "nonce 42" };

function connection(name: string, description: string, status: string): Connection {
  return { name, properties: { privateLinkServiceConnectionState: { status, description } } };
}

interface Call {
  readonly url: string;
  readonly method: string | undefined;
  readonly body: string | undefined;
}

type Provider = pulumi.dynamic.ResourceProvider<Record<string, string>, Record<string, string>>;

/** Evaluates the source as the dynamic provider does: without access to this program's modules. */
function evaluate(
  env: Record<string, string>,
  answers: (call: Call) => { status?: number; body: unknown; isInterrupted?: boolean },
  load: NodeJS.Require = createRequire(__filename),
) {
  const calls: Call[] = [];
  const sandbox = {
    exports: {} as { handler?: () => Provider },
    require: load,
    process: { env, platform: "linux" },
    URL,
    URLSearchParams,
    setTimeout: (callback: () => void) => setImmediate(callback),
    fetch: async (url: string, init: { method?: string; body?: string } = {}) => {
      const call = { url, method: init.method, body: init.body };
      calls.push(call);
      const { status = 200, body, isInterrupted } = answers(call);
      const text = async () => (isInterrupted ? Promise.reject(new TypeError("terminated")) : JSON.stringify(body));
      return { ok: status < 300, status, text };
    },
  };
  vm.runInNewContext(providerSource(), sandbox);
  const provider = sandbox.exports.handler?.();
  assert.ok(provider?.diff && provider.update && provider.read);
  return { provider, diff: provider.diff, read: provider.read, calls };
}

const SECRET = { ARM_TENANT_ID: "tenant", ARM_CLIENT_ID: "client", ARM_CLIENT_SECRET: "hush" };
const service = (...connections: Connection[]) => ({ body: { properties: { privateEndpointConnections: connections } } });

/** Azure with one connection that is approved by the first PUT request. */
function azure() {
  let status = "Pending";
  return ({ url, method }: Call) => {
    if (url.includes("/oauth2/")) return { body: { access_token: "token" } };
    if (method === "PUT") status = "Approved";
    return service(connection("fd", "nonce 42", status));
  };
}

describe("OriginApproval's dynamic provider", () => {
  it("approves from its source text alone, with a client secret", async () => {
    const { provider, calls } = evaluate(SECRET, azure());
    const created = await provider.create({ ...request });
    assert.equal(created.id, `${SERVICE}/privateEndpointConnections/fd`);
    assert.deepEqual({ ...created.outs }, { ...request, connectionName: "fd", status: "Approved" });
    assert.deepEqual(
      calls.map(({ method, url }) => `${method} ${url}`),
      [
        "POST https://login.microsoftonline.com/tenant/oauth2/v2.0/token",
        `GET https://management.azure.com${SERVICE}?api-version=2024-05-01`,
        `PUT https://management.azure.com${SERVICE}/privateEndpointConnections/fd?api-version=2024-05-01`,
        `GET https://management.azure.com${SERVICE}?api-version=2024-05-01`,
      ],
    );
    const state = { status: "Approved", description: "nonce 42", actionsRequired: "None" };
    assert.deepEqual(JSON.parse(calls[2]?.body ?? ""), { name: "fd", properties: { privateLinkServiceConnectionState: state } });
  });

  it("uses the pipeline's token if OIDC is on, and the endpoints of the configured cloud", async () => {
    const env = { ...SECRET, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "jwt", ARM_ENVIRONMENT: "usgovernment" };
    const { provider, calls } = evaluate(env, azure());
    await provider.create({ ...request });
    const form = new URLSearchParams(calls[0]?.body);
    assert.equal(calls[0]?.url, "https://login.microsoftonline.us/tenant/oauth2/v2.0/token");
    assert.equal(form.get("client_assertion"), "jwt");
    assert.equal(form.get("client_secret"), null);
    assert.equal(form.get("scope"), "https://management.usgovcloudapi.net/.default");
  });

  it("fetches the pipeline's token from its issuer", async () => {
    const issuer = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://issuer?x=1", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "bearer" };
    const arm = azure();
    const { provider, calls } = evaluate({ ARM_TENANT_ID: "t", ARM_CLIENT_ID: "c", ARM_USE_OIDC: "1", ...issuer }, (call) =>
      call.url.startsWith("https://issuer") ? { body: { value: "minted" } } : arm(call),
    );
    await provider.create({ ...request });
    assert.equal(calls[0]?.url, "https://issuer?x=1&audience=api://AzureADTokenExchange");
    assert.equal(new URLSearchParams(calls[1]?.body).get("client_assertion"), "minted");
  });

  it("requests a token from the metadata service if managed identity is on", async () => {
    const arm = azure();
    const { provider, calls } = evaluate({ ARM_USE_MSI: "true" }, (call) =>
      call.url.startsWith("http://169.254.169.254") ? { body: { access_token: "token" } } : arm(call),
    );
    await provider.create({ ...request });
    assert.match(calls[0]?.url ?? "", /resource=https%3A%2F%2Fmanagement.azure.com%2F$/);
  });

  it("falls back to the Azure CLI's login", async () => {
    const commands: string[] = [];
    type Callback = (error: null, result: { stdout: string }) => void;
    const execFile = (command: string, args: readonly string[], _options: object, callback: Callback) => {
      commands.push([command, ...args].join(" "));
      callback(null, { stdout: "token\n" });
    };
    const real = createRequire(__filename);
    const load = Object.assign((id: string) => (id === "node:child_process" ? { execFile } : real(id)), real);
    const { provider } = evaluate({}, azure(), load);
    await provider.create({ ...request });
    const subscription = request.serviceId.split("/")[2];
    assert.deepEqual(commands, [
      `az account get-access-token --subscription ${subscription} --resource https://management.azure.com --query accessToken --output tsv`,
    ]);
  });

  it("reports Entra's error code and no part of the request", async () => {
    const { provider } = evaluate(SECRET, () => ({ status: 401, body: { error_description: "AADSTS7000215: bad secret hush" } }));
    await assert.rejects(
      provider.create({ ...request }),
      (error: Error) => /AADSTS7000215/.test(error.message) && !/hush/.test(error.message),
    );
  });

  it("reports which role is missing", async () => {
    const { provider } = evaluate(SECRET, ({ url }) =>
      url.includes("/oauth2/") ? { body: { access_token: "t" } } : { status: 403, body: { error: { code: "AuthorizationFailed" } } },
    );
    await assert.rejects(provider.create({ ...request }), /\(403\)\. The deployer needs Network Contributor/);
  });

  for (const status of [409, 429, 503]) {
    it(`waits and retries if Azure returns ${status} to a read or to an approval`, async () => {
      const answer = azure();
      const rejected = new Set<string | undefined>();
      const { provider, calls } = evaluate(SECRET, (call) => {
        if (call.url.includes("/oauth2/") || rejected.has(call.method)) return answer(call);
        rejected.add(call.method);
        return { status, body: { error: { code: "Busy" } } };
      });
      assert.equal((await provider.create({ ...request })).outs?.status, "Approved");
      assert.equal(calls.filter(({ method }) => method === "PUT").length, 2);
    });
  }

  it("waits and retries if any of the endpoints does not respond", async () => {
    const answer = azure();
    const unanswered = new Set<string>();
    const { provider, calls } = evaluate(SECRET, (call) => {
      const request = `${call.method} ${new URL(call.url).host}`;
      if (unanswered.has(request)) return answer(call);
      unanswered.add(request);
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } });
    });
    assert.equal((await provider.create({ ...request })).outs?.status, "Approved");
    assert.deepEqual([...unanswered].sort(), ["GET management.azure.com", "POST login.microsoftonline.com", "PUT management.azure.com"]);
    assert.equal(calls.filter(({ method }) => method === "PUT").length, 2);
  });

  it("waits and retries if a response is interrupted, or the pipeline's token request URL is unavailable", async () => {
    const answer = azure();
    const issuer = { ARM_OIDC_REQUEST_URL: "https://issuer.contoso.com?x=1", ARM_OIDC_REQUEST_TOKEN: "bearer" };
    const failed = new Set<string>();
    const { provider } = evaluate({ ARM_TENANT_ID: "t", ARM_CLIENT_ID: "c", ARM_USE_OIDC: "true", ...issuer }, (call) => {
      const { host } = new URL(call.url);
      const first = !failed.has(host);
      failed.add(host);
      if (host === "issuer.contoso.com") return first ? { status: 503, body: {} } : { body: { value: "jwt" } };
      return { ...answer(call), isInterrupted: first };
    });
    assert.equal((await provider.create({ ...request })).outs?.status, "Approved");
    assert.equal(failed.size, 3);
  });

  it("reports the endpoint that does not respond", async () => {
    const { provider } = evaluate(SECRET, () => {
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ENOTFOUND" } });
    });
    await assert.rejects(provider.create({ ...request }), /No response from login\.microsoftonline\.com \(ENOTFOUND\)/);
  });

  it("requests another token once if a token expires during the wait", async () => {
    const answer = azure();
    let reads = 0;
    const { provider, calls } = evaluate(SECRET, (call) => {
      if (call.method === "GET" && ++reads === 2) return { status: 401, body: { error: { code: "ExpiredAuthenticationToken" } } };
      return answer(call);
    });
    assert.equal((await provider.create({ ...request })).outs?.status, "Approved");
    assert.equal(calls.filter(({ url }) => url.includes("/oauth2/")).length, 2);
    const unauthorized = evaluate(SECRET, ({ url }) =>
      url.includes("/oauth2/") ? { body: { access_token: "t" } } : { status: 401, body: {} },
    );
    await assert.rejects(unauthorized.provider.create({ ...request }), /refused to read .*\(401\)/);
    assert.equal(unauthorized.calls.length, 4);
  });

  it("fails with Azure's message if it remains throttled", async () => {
    const { provider, calls } = evaluate(SECRET, ({ url }) =>
      url.includes("/oauth2/") ? { body: { access_token: "t" } } : { status: 429, body: { error: { code: "TooManyRequests" } } },
    );
    await assert.rejects(provider.create({ ...request }), /refused to read .*\(429\).*TooManyRequests/);
    assert.equal(calls.filter(({ method }) => method === "GET").length, 91);
  });

  it("detects drift on refresh and fixes it with the next update", async () => {
    const state = { ...request, connectionName: "fd", status: "Approved" };
    const pending = evaluate(SECRET, azure());
    const refreshed = await pending.read("id", state);
    assert.equal(refreshed.props?.status, "Pending");
    assert.deepEqual({ ...(await pending.diff("id", { ...state, status: "Pending" }, { ...request })) }.changes, true);
    assert.equal((await pending.diff("id", state, { ...request })).changes, false);
    const removed = evaluate(SECRET, ({ url }) => (url.includes("/oauth2/") ? { body: { access_token: "t" } } : service()));
    assert.equal((await removed.read("id", state)).id, undefined);
  });

  it("replaces the approval if service or message change, and deletes nothing", async () => {
    const { provider, diff } = evaluate(SECRET, azure());
    const olds = { ...request, status: "Approved" };
    assert.deepEqual([...((await diff("id", olds, { ...request, requestMessage: "new" })).replaces ?? [])], ["requestMessage"]);
    assert.deepEqual([...((await diff("id", olds, { ...request, serviceId: "/other" })).replaces ?? [])], ["serviceId"]);
    assert.equal(provider.delete, undefined);
  });
});

describe("OriginApproval", () => {
  it("registers as a dynamic resource with the source of its provider", async () => {
    const recorder = await record();
    await settle(new OriginApproval("approval", request));
    const approval = recorder.one("pulumi-nodejs:dynamic/hardenedAks:OriginApproval");
    assert.equal(approval.inputs.requestMessage, "nonce 42");
    assert.equal(approval.inputs.__provider, providerSource());
    assert.equal(approval.createTimeout, "20m");
  });
});
