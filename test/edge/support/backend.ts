import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";

/** A request that reached a workload. */
export interface SeenRequest {
  /** Address of the pod to which the proxy sent it. */
  readonly pod: string;
  readonly target: string;
  /** Names and values of the headers, in turn, as they arrived. */
  readonly headers: readonly string[];
}

/** In bytes: larger than any header that a test sends, so that one that a proxy lets through is seen. */
const MAX_HEADERS = 1 << 20;
/** RFC 6455, section 1.3. */
const WEBSOCKET_ID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** The application of every pod on this machine: it answers 200 with what it received, and accepts WebSockets. */
export class Backend {
  /** Requests since the last `take`. */
  private seen: SeenRequest[] = [];

  private constructor(private readonly server: Server) {
    server.on("request", (request: IncomingMessage, response) => {
      const seen = this.record(request);
      request.resume();
      request.on("end", () => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(seen)));
    });
    server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
      this.record(request);
      const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${WEBSOCKET_ID}`).digest("base64");
      const headers = ["Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${accept}`];
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("\r\n")}\r\n\r\n`);
    });
  }

  static async start(port: number): Promise<Backend> {
    const server = createServer({ maxHeaderSize: MAX_HEADERS });
    const backend = new Backend(server);
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "0.0.0.0", resolve));
    return backend;
  }

  /** The requests since the last call. */
  take(): readonly SeenRequest[] {
    const taken = this.seen;
    this.seen = [];
    return taken;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private record({ socket, url = "", rawHeaders }: IncomingMessage): SeenRequest {
    const seen = { pod: socket.localAddress ?? "", target: url, headers: rawHeaders };
    this.seen.push(seen);
    return seen;
  }
}
