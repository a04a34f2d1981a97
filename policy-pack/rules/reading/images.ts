/** An image reference, parsed as container runtimes do. */
export interface ImageReference {
  /** Registry and path: `mcr.microsoft.com/entra-sdk/auth-sidecar`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…`; if present, it alone determines what is pulled, and the tag is ignored. */
  readonly digest: string | undefined;
}

export function parseImage(text: string): ImageReference {
  const [named = "", digest] = text.trim().split("@", 2);
  // A colon before the last slash belongs to the registry's port.
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const repository = colon < 0 ? named : named.slice(0, colon);
  return { repository: repository.toLowerCase(), tag: colon < 0 ? undefined : named.slice(colon + 1), digest };
}

/** Repository with its registry: to container runtimes, `nginx` is `docker.io/library/nginx`. */
export function qualifiedRepository({ repository }: ImageReference): string {
  const [registry = "", ...path] = repository.split("/");
  if (path.length === 0) return `docker.io/library/${repository}`;
  if (!/[.:]/.test(registry) && registry !== "localhost") return `docker.io/${repository}`;
  return registry === "index.docker.io" ? ["docker.io", ...(path.length === 1 ? ["library"] : []), ...path].join("/") : repository;
}

/** The version at the start of a tag: `1.1.0-rc.1-azurelinux3.0` is 1.1.0, before its release. */
export interface Version {
  readonly numbers: readonly number[];
  readonly preRelease: boolean;
}

const VERSION = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-.](rc|alpha|beta|preview))?/i;

export function versionOf(tag: string | undefined): Version | undefined {
  const [match, major, minor, patch = "0", preRelease] = VERSION.exec(tag ?? "") ?? [];
  if (match === undefined) return undefined;
  return { numbers: [major, minor, patch].map(Number), preRelease: preRelease !== undefined };
}

/** Whether a version is at least the lowest allowed one; a pre-release comes before its release. */
export function isAtLeast(version: Version, lowest: Version): boolean {
  const difference = version.numbers.map((number, index) => number - (lowest.numbers[index] ?? 0)).find((step) => step !== 0) ?? 0;
  return difference === 0 ? !version.preRelease || lowest.preRelease : difference > 0;
}
