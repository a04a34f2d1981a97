import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Properties } from "../../../offline/wire";

interface Connection {
  readonly name: string;
  status: string;
  readonly description: string;
}

export interface SimulatedArm {
  readonly url: string;
  /** Front Door asks for a connection as soon as an origin with a shared private link exists. */
  readonly originCreated: (inputs: Properties) => void;
  readonly connections: () => readonly Connection[];
  readonly stop: () => void;
}

interface SharedPrivateLink {
  readonly privateLink?: { readonly id?: string };
  readonly requestMessage?: string;
}

/** The two calls on a Private Link Service that the approval of Front Door's connection makes. */
export async function serveArm(): Promise<SimulatedArm> {
  const services = new Map<string, Connection[]>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
    const [service = "", connection] = path.split("/privateEndpointConnections/");
    const found = services.get(service.toLowerCase());
    request.resume();
    if (path === "/token") {
      response.end(JSON.stringify({ access_token: "simulated" }));
      return;
    }
    request.on("end", () => {
      if (request.method === "PUT") for (const one of found ?? []) if (one.name === connection) one.status = "Approved";
      response.writeHead(found === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify({ properties: { privateEndpointConnections: (found ?? []).map(asArm) } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    originCreated: ({ sharedPrivateLinkResource }) => {
      const { privateLink, requestMessage = "" } = (sharedPrivateLinkResource ?? {}) as SharedPrivateLink;
      if (privateLink?.id === undefined) return;
      const name = `afd-${services.size}`;
      services.set(privateLink.id.toLowerCase(), [{ name, status: "Pending", description: requestMessage }]);
    },
    connections: () => [...services.values()].flat(),
    stop: () => server.close(),
  };
}

function asArm({ name, status, description }: Connection) {
  return { name, properties: { privateLinkServiceConnectionState: { status, description } } };
}
