import { parse } from "yaml";
import { isRecord } from "../../../../policy-pack/rules/reading/values";
import { fieldOf, listOf } from "../kubernetesApi";

export interface KubeconfigFile {
  /** Path, for messages. */
  readonly file: string;
  /** YAML. */
  readonly content: string;
}

/** A context of a kubeconfig as kind writes one, with everything that a connection needs. */
export interface KindContext {
  /** `kind-<name of the cluster>`. */
  readonly name: string;
  /** Address of the API server, on this machine. */
  readonly server: string;
  /** PEM certificate that the API server's certificate is verified with. */
  readonly authority: string;
  /** PEM certificate of the administrator. */
  readonly certificate: string;
  /** PEM key of the certificate. */
  readonly key: string;
}

export interface Contexts {
  /** Those that tests may use, in the order of the files. */
  readonly usable: readonly KindContext[];
  /** Why they may not use each of the others. */
  readonly refused: readonly string[];
}

/** Settings of a cluster with which a connection would go elsewhere, or to a server that is not verified. kind writes none of them. */
const REFUSED_SETTINGS = ["proxy-url", "tls-server-name", "insecure-skip-tls-verify"];

/**
 * The contexts of kind's clusters on this machine. Everything else is refused: the tests create and delete objects of every kind, and
 * kubeconfigs of production clusters are in the same files.
 *
 * Several files count as kubectl reads them: of entries with the same name the first one counts.
 */
export function kindContexts(files: readonly KubeconfigFile[]): Contexts {
  const refused: string[] = [];
  const documents = files.flatMap(({ file, content }) => {
    try {
      const document: unknown = parse(content);
      if (isRecord(document)) return [document];
      refused.push(`${file}: no kubeconfig`);
    } catch (error) {
      refused.push(`${file}: no YAML (${String(error).split("\n")[0]})`);
    }
    return [];
  });
  const entriesOf = (key: string) => firstByName(documents.flatMap((document) => listOf<unknown>(document, key)));
  const [clusters, users] = [entriesOf("clusters"), entriesOf("users")];
  const usable: KindContext[] = [];
  for (const [name, entry] of entriesOf("contexts")) {
    const cluster = recordOf(clusters.get(textOf(entry, "context.cluster")), "cluster");
    const user = recordOf(users.get(textOf(entry, "context.user")), "user");
    const context = { name, ...connectionOf(cluster, user) };
    const reason = reasonToRefuse(context, cluster, usable);
    if (reason === undefined) usable.push(context);
    else refused.push(`context ${name}: ${reason}`);
  }
  return { usable, refused };
}

function firstByName(entries: readonly unknown[]): ReadonlyMap<string, object> {
  const found = new Map<string, object>();
  for (const entry of entries.filter(isRecord)) if (!found.has(textOf(entry, "name"))) found.set(textOf(entry, "name"), entry);
  return found;
}

function connectionOf(cluster: object, user: object): Omit<KindContext, "name"> {
  return {
    server: textOf(cluster, "server"),
    authority: decoded(cluster, "certificate-authority-data"),
    certificate: decoded(user, "client-certificate-data"),
    key: decoded(user, "client-key-data"),
  };
}

function reasonToRefuse({ name, server, authority, certificate, key }: KindContext, cluster: object, earlier: readonly KindContext[]) {
  if (!/^kind-./.test(name)) return "its name does not begin with kind-";
  if (!isOnThisMachine(server)) return `its server ${JSON.stringify(server)} is not https on a loopback address`;
  const setting = REFUSED_SETTINGS.find((one) => fieldOf(cluster, one) !== undefined);
  if (setting !== undefined) return `its cluster has ${setting}, which kind does not write`;
  if (authority === "") return "its cluster has no certificate-authority-data";
  if (certificate === "" || key === "") return "its user has no client-certificate-data and client-key-data";
  const same = earlier.find((one) => one.server === server);
  return same === undefined ? undefined : `its server is that of ${same.name}`;
}

/** Whether a URL is https, and its host a loopback address or localhost. */
function isOnThisMachine(server: string): boolean {
  if (!URL.canParse(server)) return false;
  const { protocol, hostname } = new URL(server);
  return protocol === "https:" && (/^127(\.\d+){3}$/.test(hostname) || hostname === "[::1]" || hostname === "localhost");
}

function textOf(object: object, path: string): string {
  const value = fieldOf(object, path);
  return typeof value === "string" ? value : "";
}

function recordOf(entry: object | undefined, key: string): object {
  const value = fieldOf(entry ?? {}, key);
  return isRecord(value) ? value : {};
}

const decoded = (object: object, key: string): string => Buffer.from(textOf(object, key), "base64").toString("utf8");
