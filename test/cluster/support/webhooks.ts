import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { CERT_MANAGER_NAMESPACE, CERT_MANAGER_WEBHOOK_PORT } from "../../../components/kubernetes/addons/certManager";
import { EXTERNAL_SECRETS_NAMESPACE, EXTERNAL_SECRETS_WEBHOOK_PORT } from "../../../components/kubernetes/addons/externalSecrets";
import { TRUST_MANAGER_NAMESPACE, TRUST_MANAGER_WEBHOOK_PORT } from "../../../components/kubernetes/addons/trustManager";
import { createCertificate } from "./controlPlane";

/** Namespaces of the charts whose webhooks are answered. */
const NAMESPACES = [CERT_MANAGER_NAMESPACE, EXTERNAL_SECRETS_NAMESPACE, TRUST_MANAGER_NAMESPACE];

/** Where the webhook server listens. */
export interface Listener {
  /** Address of this machine. */
  readonly host: string;
  readonly ports: readonly number[];
}

/** On the port of the Services, where their addresses are routed to this machine. */
export const SERVICES: Listener = { host: "0.0.0.0", ports: [443] };

/** On the ports of the pods, where every pod has an address of this machine. */
export const podsAt = (host: string): Listener => ({
  host,
  ports: [...new Set([CERT_MANAGER_WEBHOOK_PORT, EXTERNAL_SECRETS_WEBHOOK_PORT, TRUST_MANAGER_WEBHOOK_PORT])],
});

export interface WebhookServer {
  /** PEM certificate for the webhooks' `caBundle`. */
  readonly authority: string;
  /** Paths of the requests that were answered. */
  readonly answered: readonly string[];
  readonly stop: () => void;
}

interface Review {
  readonly apiVersion: string;
  readonly kind: string;
  readonly request?: { readonly uid: string };
}

/** Answers the webhooks of the charts in their pods' place: every object is admitted. Requests without a review are answered as well. */
export async function serveWebhooks(folder: string, { host, ports }: Listener): Promise<WebhookServer> {
  createCertificate(
    folder,
    "webhooks",
    NAMESPACES.map((namespace) => `DNS:*.${namespace}.svc`),
  );
  const [key, cert] = ["key", "crt"].map((suffix) => readFileSync(join(folder, `webhooks.${suffix}`), "utf8")) as [string, string];
  const answered: string[] = [];
  const answer = (url: string, text: string): object => {
    if (text === "") return {};
    answered.push(url);
    const { apiVersion, kind, request } = JSON.parse(text) as Review;
    return { apiVersion, kind, response: { uid: request?.uid, allowed: true } };
  };
  const servers: Server[] = [];
  const stop = () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  };
  try {
    for (const port of ports) servers.push(await listen(createServer({ key, cert }, respondWith(answer)), host, port));
  } catch (error) {
    stop();
    throw error;
  }
  return { authority: cert, answered, stop };
}

function respondWith(answer: (url: string, text: string) => object): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = answer(request.url ?? "", Buffer.concat(chunks).toString("utf8"));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  };
}

function listen(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.on("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRNOTAVAIL" ? "it is no address of this machine; CLUSTER_HOST can name another" : error.message;
      reject(new Error(`webhooks cannot be answered at ${host}, port ${port}: ${reason}`));
    });
    server.listen(port, host, () => resolve(server));
  });
}
