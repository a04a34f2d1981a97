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
  readonly url: string;
  /** Called with the id of a connection before it is approved; throws to refuse. */
  beforeApproval: (connectionId: string) => Promise<void>;
  /** Front Door asks for a connection as soon as an origin with a shared private link exists. */
  readonly originCreated: (inputs: Properties) => void;
  readonly stop: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

interface SharedPrivateLink {
  readonly privateLink?: { readonly id?: string };
  readonly requestMessage?: string;
}

/** The token service, and the two calls on a Private Link Service that the approval of Front Door's connection makes. */
export async function serveArm(): Promise<SimulatedArm> {
  const services = new Map<string, Connection[]>();
  const approve = async (path: string, connections: readonly Connection[], name: string | undefined): Promise<void> => {
    const connection = connections.find((candidate) => candidate.name === name);
    if (connection === undefined) return;
    await arm.beforeApproval(path);
    connection.status = "Approved";
  };
  const answer = async (method: string | undefined, path: string): Promise<Answer> => {
    if (path === "/token") return { status: 200, body: { access_token: "simulated" } };
    const [service = "", name] = path.split("/privateEndpointConnections/");
    const connections = services.get(service.toLowerCase());
    if (connections === undefined) return { status: 404, body: {} };
    if (method === "PUT") await approve(path, connections, name);
    return { status: 200, body: { properties: { privateEndpointConnections: connections.map(asArm) } } };
  };
  const server = createServer(({ method, url = "" }, response) => {
    const path = decodeURIComponent(url.split("?")[0] ?? "");
    void answer(method, path)
      .catch(refused)
      .then(({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const arm: SimulatedArm = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    beforeApproval: async () => undefined,
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
  return arm;
}

/** Scripted faults name their status as azure-native's messages do. */
function refused(error: unknown): Answer {
  const message = messageOf(error);
  return { status: Number(/Status=(\d{3})/.exec(message)?.[1] ?? 500), body: { error: { message } } };
}

function asArm({ name, status, description }: Connection) {
  return { name, properties: { privateLinkServiceConnectionState: { status, description } } };
}
