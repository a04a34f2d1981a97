const URL_HOST = /^[a-z][a-z\d+.-]*:\/\/(\[[^\]]*\]|[^/:?#]*)/i;

/** The host of an absolute URL in lower case, with any user information; `undefined` where the text is no such URL. */
export function hostOf(url: string): string | undefined {
  return URL_HOST.exec(url.trim())?.[1]?.toLowerCase();
}

/** Whether the host of a URL is a listed name: that name, or for `*.domain` any name below the domain. */
export function namesHost(url: string, listed: string): boolean {
  const host = hostOf(url);
  const name = listed.trim().toLowerCase();
  if (host === undefined || host.includes("@")) return false;
  return name.startsWith("*.") ? host.endsWith(name.slice(1)) && host.length > name.length - 1 : host === name;
}
