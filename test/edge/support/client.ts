import { connect as connectHttp2, type OutgoingHttpHeaders } from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Where a gateway listens. */
export interface Target {
  readonly port: number;
  /** Host name of the certificate, of SNI, and of requests that name no other. */
  readonly host: string;
}

/** Status code of an answer; 0 where the connection was closed without one. */
export type Status = number;

/** In milliseconds. */
const TIMEOUT = 10_000;

/** Certificates are self-signed here; what is tested is which requests pass. */
const TRUST = { rejectUnauthorized: false };

/** Sends bytes on a TLS connection of its own, and reads the status line of the answer. */
export function sendBytes({ port, host }: Target, bytes: string): Promise<Status> {
  const socket = connectTls({ host: "127.0.0.1", port, servername: host, ALPNProtocols: ["http/1.1"], ...TRUST });
  return statusOf(socket, "secureConnect", bytes);
}

/** The same without TLS. */
export function sendPlainBytes({ port }: Target, bytes: string): Promise<Status> {
  return statusOf(connectTcp({ host: "127.0.0.1", port }), "connect", bytes);
}

function statusOf(socket: Socket, connected: string, bytes: string): Promise<Status> {
  return new Promise((resolve) => {
    let text = "";
    const end = (status: Status) => {
      socket.destroy();
      resolve(status);
    };
    socket.setTimeout(TIMEOUT, () => end(0));
    socket.once(connected, () => socket.write(bytes, "latin1"));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const [, status] = /^HTTP\/1\.[01] (\d{3})[\s\S]*\r\n\r\n/.exec(text) ?? [];
      if (status !== undefined) end(Number(status));
    });
    // What is written after the server refused a request can end with an error, with the answer received or not.
    socket.on("error", () => end(0));
    socket.on("close", () => end(0));
  });
}

/**
 * Sends a request over HTTP/2. A list of values is sent as several headers.
 * @param protocols what the client offers in the TLS handshake; without `h2` it speaks HTTP/2 unasked, as h2c with prior knowledge does
 */
export function sendHttp2({ port, host }: Target, headers: OutgoingHttpHeaders, protocols: string[] = ["h2"]): Promise<Status> {
  return new Promise((resolve) => {
    const socket = connectTls({ host: "127.0.0.1", port, servername: host, ALPNProtocols: protocols, ...TRUST });
    const session = connectHttp2(`https://${host}`, { createConnection: () => socket });
    const end = (status: Status) => {
      session.destroy();
      resolve(status);
    };
    session.setTimeout(TIMEOUT, () => end(0));
    session.on("error", () => end(0));
    const stream = session.request({ ":method": "GET", ":authority": host, ...headers });
    stream.on("response", ({ ":status": status }) => end(status ?? 0));
    stream.on("error", () => end(0));
    stream.on("close", () => end(0));
    stream.end();
  });
}
