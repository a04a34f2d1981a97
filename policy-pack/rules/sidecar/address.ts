const PARTS = /^(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[(?:::1|0:0:0:0:0:0:0:1)\])$/i;

/** Whether a URL, or a bare `host:port`, is a loopback address. Kestrel treats any other host name as "every interface". */
export function isLoopback(url: string): boolean {
  return LOOPBACK.test(PARTS.exec(url.trim())?.[1] ?? url);
}

/** The port of a URL or `host:port`, or the default port of its scheme. */
export function portOf(url: string): number {
  const port = PARTS.exec(url.trim())?.[2];
  return port === undefined ? (url.startsWith("https") ? 443 : 80) : Number(port);
}
