import { connect as connectHttp2, type OutgoingHttpHeaders } from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Where a gateway listens. */
export interface Target {
  readonly port: number;
  /** Host name of the certificate, of SNI, and of requests that name no other. */
  readonly host: string;
}

/** Status code of an answer; 0 where the gateway accepted the connection and closed it without one. */
export type Status = number;

/** In milliseconds. */
const TIMEOUT = 10_000;

/** Certificates are self-signed here; what is tested is which requests pass. */
const TRUST = { rejectUnauthorized: false };

/** Sends bytes on a TLS connection of its own, and reads the status line of the answer. @throws Error if nothing accepts it or it stays silent */
export async function sendBytes(target: Target, bytes: string): Promise<Status> {
  const [status] = await exchange(encrypted(target), "secureConnect", bytes, 1);
  return status ?? 0;
}

/** The same without TLS. */
export async function sendPlainBytes({ port }: Target, bytes: string): Promise<Status> {
  const [status] = await exchange(connectTcp({ host: "127.0.0.1", port }), "connect", bytes, 1);
  return status ?? 0;
}

/** Sends several requests as one text on a TLS connection, and reads until the gateway closes it: the status of every answer, in turn. */
export function sendPipelined(target: Target, bytes: string): Promise<readonly Status[]> {
  return exchange(encrypted(target), "secureConnect", bytes, Number.POSITIVE_INFINITY);
}

function encrypted({ port, host }: Target, protocols: string[] = ["http/1.1"]): Socket {
  return connectTls({ host: "127.0.0.1", port, servername: host, ALPNProtocols: protocols, ...TRUST });
}

/** Reads the status lines of so many answers, or of all until the connection ends. */
function exchange(socket: Socket, connected: string, bytes: string, wanted: number): Promise<readonly Status[]> {
  return new Promise((resolve, reject) => {
    let text = "";
    // A status line can follow the body of the answer before it without a line end.
    const statuses = () => Array.from(text.matchAll(/HTTP\/1\.[01] (\d{3}) (?=[\s\S]*?\r\n\r\n)/g), ([, status]) => Number(status));
    rejectUnlessAnswered(socket, connected, reject);
    socket.once(connected, () => socket.write(bytes, "latin1"));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (statuses().length >= wanted) socket.destroy();
    });
    // After the rejection of a connection that nothing accepted, this has no effect.
    socket.on("close", () => resolve(statuses()));
  });
}

/** A port on which nothing listens, or that stays silent, is no refusal: a test that expects one must fail. */
function rejectUnlessAnswered(socket: Socket, connected: string, reject: (error: Error) => void): void {
  let isConnected = false;
  socket.once(connected, () => {
    isConnected = true;
  });
  socket.setTimeout(TIMEOUT, () => {
    reject(new Error("the gateway neither answered nor closed the connection"));
    socket.destroy();
  });
  // What is written after the server refused a request can end with an error, with the answer received or not.
  socket.on("error", (error) => {
    if (!isConnected) reject(error);
  });
}

/**
 * Sends a request over HTTP/2. A list of values is sent as several headers.
 * @param protocols what the client offers in the TLS handshake; without `h2` it speaks HTTP/2 unasked, as h2c with prior knowledge does
 */
export function sendHttp2(target: Target, headers: OutgoingHttpHeaders, protocols: string[] = ["h2"]): Promise<Status> {
  return request(target, encrypted(target, protocols), "secureConnect", headers);
}

/** The same without TLS: h2c with prior knowledge. */
export function sendPlainHttp2(target: Target, headers: OutgoingHttpHeaders): Promise<Status> {
  return request(target, connectTcp({ host: "127.0.0.1", port: target.port }), "connect", headers);
}

function request({ host }: Target, socket: Socket, connected: string, headers: OutgoingHttpHeaders): Promise<Status> {
  return new Promise((resolve, reject) => {
    rejectUnlessAnswered(socket, connected, reject);
    const scheme = connected === "connect" ? "http" : "https";
    const session = connectHttp2(`${scheme}://${host}`, { createConnection: () => socket });
    const end = (status: Status) => {
      session.destroy();
      resolve(status);
    };
    session.setTimeout(TIMEOUT, () => {
      reject(new Error("the gateway neither answered nor closed the session"));
      session.destroy();
    });
    session.on("error", () => end(0));
    const stream = session.request({ ":method": "GET", ":authority": host, ...headers });
    stream.on("response", ({ ":status": status }) => end(status ?? 0));
    stream.on("error", () => end(0));
    stream.on("close", () => end(0));
    stream.end();
  });
}
