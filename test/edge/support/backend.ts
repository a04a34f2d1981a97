import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/** A request that reached a workload. */
export interface SeenRequest {
  /** Address of the pod to which the proxy sent it. */
  readonly pod: string;
  readonly target: string;
  /** Whether it came by TLS. */
  readonly encrypted: boolean;
  /** Names and values of the headers, in turn, as they arrived. */
  readonly headers: readonly string[];
}

/** In bytes: larger than any header that a test sends, so that one that a proxy lets through is seen. */
const MAX_HEADERS = 1 << 20;
/** RFC 6455, section 1.3. */
const WEBSOCKET_ID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** First byte of a TLS connection: a handshake (RFC 8446, section 5.1). */
const HANDSHAKE = 0x16;

/** PEM texts of the certificate with which the application terminates TLS. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * The application of every pod on this machine: it answers 200 with what it received, and accepts WebSockets. It understands TLS and plain
 * HTTP on one port, and notes which it was.
 */
export class Backend {
  /** Requests since the last `take`. */
  private seen: SeenRequest[] = [];

  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    certificate: Partial<ServerCertificate>,
  ) {
    const options: ServerOptions = { maxHeaderSize: MAX_HEADERS };
    const [plain, encrypted] = [this.answer(createServer(options)), this.answer(createTlsServer({ ...options, ...certificate }))];
    server.on("connection", (socket: Socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket)).on("error", () => socket.destroy());
      socket.once("readable", () => {
        const first: Buffer | null = socket.read(1);
        if (first === null) return;
        socket.unshift(first);
        (first[0] === HANDSHAKE ? encrypted : plain).emit("connection", socket);
      });
    });
  }

  private answer<T extends ReturnType<typeof createServer> | ReturnType<typeof createTlsServer>>(server: T): T {
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
    return server;
  }

  static async start(port: number, certificate: Partial<ServerCertificate> = {}): Promise<Backend> {
    const server = createTcpServer();
    const backend = new Backend(server, certificate);
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "0.0.0.0", resolve));
    return backend;
  }

  /** The requests since the last call. */
  take(): readonly SeenRequest[] {
    const taken = this.seen;
    this.seen = [];
    return taken;
  }

  /** Ends every connection, so that a proxy has to make and verify another one. */
  disconnect(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  stop(): void {
    this.disconnect();
    this.server.close();
  }

  private record({ socket, url = "", rawHeaders }: IncomingMessage): SeenRequest {
    const seen = { pod: socket.localAddress ?? "", target: url, headers: rawHeaders, encrypted: "encrypted" in socket };
    this.seen.push(seen);
    return seen;
  }
}
