import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { createCertificate } from "./controlPlane";

/** Namespaces of the charts whose webhooks are answered. */
const NAMESPACES = ["cert-manager", "external-secrets"];

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

/**
 * Answers the webhooks of the charts in their pods' place: every object is admitted. It listens on the port of their Services; the
 * Services' addresses are routed to this machine.
 */
export async function serveWebhooks(folder: string): Promise<WebhookServer> {
  createCertificate(
    folder,
    "webhooks",
    NAMESPACES.map((namespace) => `DNS:*.${namespace}.svc`),
  );
  const [key, cert] = ["key", "crt"].map((suffix) => readFileSync(join(folder, `webhooks.${suffix}`), "utf8")) as [string, string];
  const answered: string[] = [];
  const server: Server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      answered.push(request.url ?? "");
      const { apiVersion, kind, request: admission } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Review;
      const body = { apiVersion, kind, response: { uid: admission?.uid, allowed: true } };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(443, "0.0.0.0", resolve);
  });
  return {
    authority: cert,
    answered,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
