import type { ControllerName } from "./rendered";

/** What a request with these values of X-Azure-FDID must meet: `passes` only where the value is exactly the id. */
export interface HeaderCase {
  readonly name: string;
  /** Lines of the header, without line ends. */
  readonly lines: (id: string) => readonly string[];
  /** Controllers that let it pass: all, none, or those that are named, as recorded in docs/evidence.md. */
  readonly passes: boolean | readonly ControllerName[];
}

const HEADER = "X-Azure-FDID";
const one = (value: (id: string) => string) => (id: string) => [`${HEADER}: ${value(id)}`];
const OTHER = "00000000-0000-0000-0000-000000000000";
const ENVOY = ["istio", "gateway-api"] as const;

export const HEADER_CASES: readonly HeaderCase[] = [
  { name: "no header", lines: () => [], passes: false },
  { name: "the id", lines: one((id) => id), passes: true },
  { name: "the id and more", lines: one((id) => `${id}0`), passes: false },
  { name: "the id and evil", lines: one((id) => `${id}evil`), passes: false },
  { name: "something before the id", lines: one((id) => `0${id}`), passes: false },
  { name: "the beginning of the id", lines: one((id) => id.slice(0, -1)), passes: false },
  { name: "the id in upper case", lines: one((id) => id.toUpperCase()), passes: false },
  { name: "the id in braces", lines: one((id) => `{${id}}`), passes: false },
  { name: "the id in quotes", lines: one((id) => `"${id}"`), passes: false },
  // Blanks around a value are no part of it (RFC 9110, section 5.5); nginx removes blanks, but no tabs.
  { name: "blanks before the id", lines: one((id) => `   ${id}`), passes: true },
  { name: "blanks after the id", lines: one((id) => `${id}   `), passes: true },
  { name: "a tab before the id", lines: one((id) => `\t${id}`), passes: ENVOY },
  { name: "a tab after the id", lines: one((id) => `${id}\t`), passes: ENVOY },
  { name: "a blank within the id", lines: one((id) => id.replace("-", " -")), passes: false },
  { name: "a null byte after the id", lines: one((id) => `${id}\0`), passes: false },
  { name: "a folded line", lines: (id) => [`${HEADER}: ${OTHER}`, ` ${id}`], passes: false },
  { name: "the id, then another", lines: (id) => [`${HEADER}: ${id}`, `${HEADER}: ${OTHER}`], passes: ENVOY },
  { name: "another, then the id", lines: (id) => [`${HEADER}: ${OTHER}`, `${HEADER}: ${id}`], passes: ENVOY },
  { name: "the id twice", lines: (id) => [`${HEADER}: ${id}`, `${HEADER}: ${id}`], passes: ENVOY },
  { name: "two others", lines: () => [`${HEADER}: ${OTHER}`, `${HEADER}: ${OTHER}`], passes: false },
  { name: "an empty one, then another", lines: () => [`${HEADER}:`, `${HEADER}: ${OTHER}`], passes: false },
  { name: "`id, other`", lines: one((id) => `${id}, ${OTHER}`), passes: false },
  { name: "`other, id`", lines: one((id) => `${OTHER}, ${id}`), passes: false },
  { name: "`id,`", lines: one((id) => `${id},`), passes: false },
  { name: "an empty value", lines: () => [`${HEADER}:`], passes: false },
  { name: "a blank", lines: () => [`${HEADER}:  `], passes: false },
  { name: "another GUID", lines: one(() => OTHER), passes: false },
  { name: "`.*`", lines: one(() => ".*"), passes: false },
  { name: "a pattern of the id's form", lines: one((id) => id.replace(/[0-9a-f]/g, ".")), passes: false },
  { name: "`^id$`", lines: one((id) => `^${id}$`), passes: false },
  { name: "`%{MATCHED_VAR}`", lines: one(() => "%{MATCHED_VAR}"), passes: false },
  { name: "9 KB", lines: one(() => "a".repeat(9 * 1024)), passes: false },
  { name: "the id and 7 KB", lines: one((id) => id + "a".repeat(7 * 1024)), passes: false },
  { name: "70 KB", lines: one(() => "a".repeat(70 * 1024)), passes: false },
  { name: "a name in lower case", lines: (id) => [`x-azure-fdid: ${id}`], passes: true },
  { name: "a name in upper case", lines: (id) => [`X-AZURE-FDID: ${id}`], passes: true },
  { name: "a name with underscores", lines: (id) => [`X_Azure_FDID: ${id}`], passes: false },
  { name: "one underscore and one minus", lines: (id) => [`X-Azure_FDID: ${id}`], passes: false },
  { name: "a blank before the colon", lines: (id) => [`${HEADER} : ${id}`], passes: false },
  { name: "another header of Front Door", lines: (id) => [`X-Azure-Ref: ${id}`], passes: false },
  { name: "the id in a query-like name", lines: (id) => [`X-Azure-FDID-Copy: ${id}`], passes: false },
];

export function passes({ passes: recorded }: HeaderCase, controller: ControllerName): boolean {
  return typeof recorded === "boolean" ? recorded : recorded.includes(controller);
}

type Workload = "catalog" | "web";
/** A workload, or the status with which the gateway answers itself; 0 closes the connection. */
export type Outcome = Workload | number;

/** A form of request: without the id it is always refused, with it it is routed as recorded. */
export interface FormCase {
  readonly name: string;
  /** The whole request; `header` are the lines of the check, each with its line end. */
  readonly bytes: (host: string, header: string) => string;
  /** Recorded, for nginx and for Envoy. */
  readonly withId: { readonly nginx: Outcome; readonly envoy: Outcome };
}

const HEALTH = "/api/catalog/health/stamp";
const request = (line: string, host: string, header: string, rest = "\r\n") => `${line}\r\nHost: ${host}\r\n${header}${rest}`;
const path = (target: string, nginx: Outcome, envoy: Outcome = nginx): FormCase => ({
  name: `path ${target}`,
  bytes: (host, header) => request(`GET ${target} HTTP/1.1`, host, header),
  withId: { nginx, envoy },
});
const UPGRADE =
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const H2C = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n";

export const FORM_CASES: readonly FormCase[] = [
  path(HEALTH, "catalog"),
  path("/api/catalog", "catalog"),
  path("/api/catalog/", "catalog"),
  path("/api/catalog?x=/api/web", "catalog"),
  path("/api", "web"),
  path("/api/x", "web"),
  path("/api/catalogx", "web"),
  path("/apix", 404),
  path("/API/catalog", 404),
  path("/", 404),
  path("/health/live", 404),
  path("/api/c%61talog/x", "catalog"),
  path("/api%2fcatalog/x", "catalog", 404),
  path("/%61pi/catalog", "catalog"),
  path("/api/c%2561talog/x", "web"),
  path("/api/x/../catalog/x", "catalog"),
  path("/api/catalog/../x", "web"),
  path("/api/catalog/%2e%2e/x", "web"),
  path("/api/catalog/..%2fx", "web", "catalog"),
  path("/x/../api/catalog", "catalog"),
  path("/../api/catalog", 400, "catalog"),
  path("//api/catalog", "catalog", 404),
  path("/api//catalog", "catalog", "web"),
  path("/api/catalog;x=1", "web"),
  path("/api;/catalog", 404),
  path("/api\\catalog", 404, "catalog"),
  {
    name: "HTTP/1.0",
    bytes: (host, header) => request("GET /api/catalog HTTP/1.0", host, header),
    withId: { nginx: "catalog", envoy: 426 },
  },
  {
    name: "chunked body",
    bytes: (host, header) =>
      request("POST /api/catalog HTTP/1.1", host, header, "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
    withId: { nginx: "catalog", envoy: "catalog" },
  },
  {
    name: "chunked body and a length",
    bytes: (host, header) =>
      request("POST /api/catalog HTTP/1.1", host, header, "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
    withId: { nginx: 400, envoy: 400 },
  },
  {
    name: "absolute-form target",
    bytes: (host, header) => request(`GET https://${host}/api/catalog HTTP/1.1`, host, header),
    withId: { nginx: "catalog", envoy: "catalog" },
  },
  {
    name: "absolute-form target of another host",
    bytes: (host, header) => request("GET https://other.example/api/catalog HTTP/1.1", host, header),
    withId: { nginx: 404, envoy: 404 },
  },
  {
    name: "another Host",
    bytes: (_, header) => request("GET /api/catalog HTTP/1.1", "other.example", header),
    withId: { nginx: 404, envoy: 404 },
  },
  {
    name: "Host with the port",
    bytes: (host, header) => request("GET /api/catalog HTTP/1.1", `${host}:443`, header),
    withId: { nginx: "catalog", envoy: "catalog" },
  },
  {
    name: "Host in upper case",
    bytes: (host, header) => request("GET /api/catalog HTTP/1.1", host.toUpperCase(), header),
    withId: { nginx: "catalog", envoy: "catalog" },
  },
  {
    name: "no Host",
    bytes: (_, header) => `GET /api/catalog HTTP/1.1\r\n${header}\r\n`,
    withId: { nginx: 400, envoy: 400 },
  },
  {
    name: "WebSocket upgrade",
    bytes: (host, header) => request("GET /api/catalog/socket HTTP/1.1", host, header, UPGRADE),
    withId: { nginx: "catalog", envoy: "catalog" },
  },
  {
    name: "upgrade to h2c",
    bytes: (host, header) => request("GET /api/catalog HTTP/1.1", host, header, H2C),
    withId: { nginx: "catalog", envoy: "catalog" },
  },
  {
    name: "CONNECT",
    bytes: (host, header) => request(`CONNECT ${host}:443 HTTP/1.1`, host, header),
    withId: { nginx: 400, envoy: 404 },
  },
  {
    name: "OPTIONS *",
    bytes: (host, header) => request("OPTIONS * HTTP/1.1", host, header),
    withId: { nginx: 400, envoy: 404 },
  },
];
