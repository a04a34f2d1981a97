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
  readonly stop: () => void;
}

interface SharedPrivateLink {
  readonly privateLink?: { readonly id?: string };
  readonly requestMessage?: string;
}

/** The token service, and the two calls on a Private Link Service that the approval of Front Door's connection makes. */
export async function serveArm(): Promise<SimulatedArm> {
  const services = new Map<string, Connection[]>();
  const answer = (method: string | undefined, path: string): readonly Connection[] | undefined => {
    const [service = "", name] = path.split("/privateEndpointConnections/");
    const connections = services.get(service.toLowerCase());
    const approved = method === "PUT" ? connections?.find((connection) => connection.name === name) : undefined;
    if (approved !== undefined) approved.status = "Approved";
    return connections;
  };
  const server = createServer(({ method, url = "" }, response) => {
    const path = decodeURIComponent(url.split("?")[0] ?? "");
    const connections = path === "/token" ? [] : answer(method, path);
    response.writeHead(connections === undefined ? 404 : 200, { "content-type": "application/json" });
    const properties = { privateEndpointConnections: (connections ?? []).map(asArm) };
    response.end(JSON.stringify({ access_token: "simulated", properties }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    originCreated: ({ sharedPrivateLinkResource }) => {
      const { privateLink, requestMessage = "" } = (sharedPrivateLinkResource ?? {}) as SharedPrivateLink;
      if (privateLink?.id === undefined) return;
      const connection = { name: `afd-${services.size}`, status: "Pending", description: requestMessage };
      services.set(privateLink.id.toLowerCase(), [connection]);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function asArm({ name, status, description }: Connection) {
  return { name, properties: { privateLinkServiceConnectionState: { status, description } } };
}
