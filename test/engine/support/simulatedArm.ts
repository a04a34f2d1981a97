import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Properties } from "../../../offline/wire";
import { messageOf } from "./grpcServer";

interface Connection {
  readonly name: string;
  status: string;
  readonly description: string;
}

export interface SimulatedArm {
  /** Base URL on the loopback interface. */
  readonly url: string;
  /** Called with the id of a private endpoint connection before its approval; throws to reject the request. */
  beforeApproval: (connectionId: string) => Promise<void>;
  /** Adds the pending connection that Front Door requests when an origin with a shared private link is created. */
  readonly addConnection: (inputs: Properties) => void;
  /** Closes the server and its open connections. */
  readonly stop: () => void;
}

interface ArmResponse {
  readonly status: number;
  readonly body: object;
}

interface SharedPrivateLink {
  readonly privateLink?: { readonly id?: string };
  readonly requestMessage?: string;
}

/** Serves the token endpoint and the two requests to a Private Link Service that approve Front Door's connection. */
export async function serveArm(): Promise<SimulatedArm> {
  const services = new Map<string, Connection[]>();
  const approve = async (path: string, connections: readonly Connection[], name: string | undefined): Promise<void> => {
    const connection = connections.find((candidate) => candidate.name === name);
    if (connection === undefined) return;
    await arm.beforeApproval(path);
    connection.status = "Approved";
  };
  const respond = async (method: string | undefined, path: string): Promise<ArmResponse> => {
    if (path === "/token") return { status: 200, body: { access_token: "simulated" } };
    const [service = "", name] = path.split("/privateEndpointConnections/");
    const connections = services.get(service.toLowerCase());
    if (connections === undefined) return { status: 404, body: {} };
    if (method === "PUT") await approve(path, connections, name);
    return { status: 200, body: { properties: { privateEndpointConnections: connections.map(toArm) } } };
  };
  const server = createServer(({ method, url = "" }, response) => {
    const path = decodeURIComponent(url.split("?")[0] ?? "");
    void respond(method, path)
      .catch(toErrorResponse)
      .then(({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const arm: SimulatedArm = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    beforeApproval: async () => undefined,
    addConnection: ({ sharedPrivateLinkResource }) => {
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
  return arm;
}

/** Injected failures contain their HTTP status in the format of azure-native's messages. */
function toErrorResponse(error: unknown): ArmResponse {
  const message = messageOf(error);
  return { status: Number(/Status=(\d{3})/.exec(message)?.[1] ?? 500), body: { error: { message } } };
}

function toArm({ name, status, description }: Connection) {
  return { name, properties: { privateLinkServiceConnectionState: { status, description } } };
}
