import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fieldOf, type KubernetesObject, listOf } from "../../cluster/support/kubernetesApi";
import { type RunningProgram, startProgram } from "../../cluster/support/programs";

/** Folder of nginx's modules; the default is that of Debian. */
export const MODULES = process.env.NGINX_MODULES ?? "/usr/lib/nginx/modules";

const ANNOTATION = "nginx.ingress.kubernetes.io";

export interface NginxOptions {
  /** Folder for configuration, temporary files and log. */
  readonly folder: string;
  /** Ports of its two listeners. */
  readonly ports: { readonly http: number; readonly https: number };
  /** Files of the certificate and its key. */
  readonly certificate: { readonly chain: string; readonly key: string };
  /** Files of the Secret that the annotation proxy-ssl-secret names. */
  readonly identity?: { readonly chain: string; readonly key: string; readonly authority: string };
  readonly ingresses: readonly KubernetesObject[];
  /** Address and port of the pods of a Service. */
  readonly endpointOf: (service: { readonly namespace: string; readonly name: string; readonly port: number }) => string;
}

/**
 * Starts nginx with the configuration that ingress-nginx writes for the given Ingresses: the controller itself is not run.
 * @throws Error with nginx's message if it refuses the configuration
 */
export function startNginx(options: NginxOptions): RunningProgram {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "nginx.conf");
  writeFileSync(file, configurationOf(options));
  execFileSync("nginx", ["-t", "-q", "-c", file], { stdio: ["ignore", "ignore", "pipe"] });
  return startProgram("nginx", ["-c", file], { folder, name: "nginx" });
}

/**
 * What rootfs/etc/nginx/template/nginx.tmpl and internal/ingress/controller/template/template.go of ingress-nginx 1.x make of Ingresses, in
 * the parts that decide which request reaches a backend: listeners, a server for each host, the locations of its paths, the redirect
 * to TLS, ModSecurity, limits of headers (its ConfigMap's defaults), and WebSockets. The balancer in Lua is left out.
 */
function configurationOf({ folder, ports, certificate, identity, ingresses, endpointOf }: NginxOptions): string {
  const hosts = new Set(ingresses.flatMap((ingress) => rulesOf(ingress).map(({ host }) => host)));
  const servers = [...hosts].map((host) => {
    const locations = ingresses.flatMap((ingress) => locationsOf(ingress, host, endpointOf, identity));
    return serverOf(host, ports, "", locations.join("\n"));
  });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${join(folder, name)};`);
  return `
daemon off;
master_process off;
pid ${join(folder, "nginx.pid")};
error_log stderr warn;
load_module ${join(MODULES, "ngx_http_modsecurity_module.so")};
events {}
http {
  access_log off;
  server_tokens off;
  ${temporary.join("\n  ")}
  client_header_buffer_size 1k;
  large_client_header_buffers 4 8k;
  underscores_in_headers off;
  ignore_invalid_headers on;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_certificate ${certificate.chain};
  ssl_certificate_key ${certificate.key};
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  map $scheme $redirect_to_https { default 0; http 1; }
${serverOf("_", ports, " default_server", "")}
${servers.join("\n")}
}
`;
}

interface IngressRule {
  readonly host: string;
  readonly http?: { readonly paths: readonly { readonly path: string; readonly pathType: string; readonly backend: object }[] };
}

const rulesOf = (ingress: KubernetesObject): readonly IngressRule[] => listOf<IngressRule>(ingress, "spec.rules");

/** A host without a path `/` answers with the default backend: 404. */
function serverOf(host: string, { http, https }: NginxOptions["ports"], isDefault: string, locations: string): string {
  return `
  server {
    server_name ${host};
    listen 127.0.0.1:${http}${isDefault};
    listen 127.0.0.1:${https}${isDefault} ssl http2;
${locations}
    ${locations.includes("location / {") ? "" : "location / { return 404; }"}
  }`;
}

function locationsOf(
  ingress: KubernetesObject,
  host: string,
  endpointOf: NginxOptions["endpointOf"],
  identity: NginxOptions["identity"],
): readonly string[] {
  const paths = rulesOf(ingress).flatMap((rule) => (rule.host === host ? (rule.http?.paths ?? []) : []));
  return paths.flatMap(({ path, pathType, backend }) => {
    const service = {
      namespace: ingress.metadata.namespace ?? "",
      name: String(fieldOf(backend, "service.name")),
      port: Number(fieldOf(backend, "service.port.number")),
    };
    const annotations = ingress.metadata.annotations ?? {};
    const upstream = upstreamOf(annotations, endpointOf(service), identity);
    return matchersOf(path, pathType).map((matcher) => locationOf(matcher, annotations, upstream));
  });
}

/** A prefix is compared by whole segments: one location for it with a slash, one for the path itself (location.go). */
function matchersOf(path: string, pathType: string): readonly string[] {
  if (pathType !== "Prefix") throw new Error(`path type ${pathType} of ${path} has no location`);
  return path === "/" ? ["/"] : [path.endsWith("/") ? path : `${path}/`, `= ${path}`];
}

/** What the annotations backend-protocol and proxy-ssl-* become (buildProxyPass; nginx.tmpl, proxy_ssl_*). */
function upstreamOf(annotations: Readonly<Record<string, string>>, endpoint: string, identity: NginxOptions["identity"]): string {
  const setting = (name: string) => annotations[`${ANNOTATION}/${name}`];
  if (setting("backend-protocol") !== "HTTPS") return `proxy_pass http://${endpoint};`;
  const files =
    identity === undefined || setting("proxy-ssl-secret") === undefined
      ? []
      : [
          `proxy_ssl_certificate ${identity.chain};`,
          `proxy_ssl_certificate_key ${identity.key};`,
          `proxy_ssl_trusted_certificate ${identity.authority};`,
        ];
  const values = ["ciphers", "protocols", "verify", "name", "server-name"].flatMap((name) => {
    const value = setting(`proxy-ssl-${name}`);
    return value === undefined ? [] : [`proxy_ssl_${name.replace("-", "_")} ${value};`];
  });
  return [...files, ...values, "proxy_ssl_verify_depth 1;", `proxy_pass https://${endpoint};`].join("\n      ");
}

function locationOf(matcher: string, annotations: Readonly<Record<string, string>>, upstream: string): string {
  const redirect =
    annotations[`${ANNOTATION}/force-ssl-redirect`] === "true" ? "if ($redirect_to_https) { return 308 https://$host$request_uri; }" : "";
  return `
    location ${matcher} {
      ${redirect}
      ${modSecurityOf(annotations)}
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_http_version 1.1;
      ${upstream}
    }`;
}

/** The snippet as it is, between single quotes (buildModSecurityForLocation). */
function modSecurityOf(annotations: Readonly<Record<string, string>>): string {
  if (annotations[`${ANNOTATION}/enable-modsecurity`] !== "true") return "";
  const snippet = annotations[`${ANNOTATION}/modsecurity-snippet`];
  return snippet === undefined ? "modsecurity on;" : `modsecurity on;\n      modsecurity_rules '\n${snippet}\n';`;
}

/** Whether nginx with its ModSecurity module is installed. */
export function hasModSecurity(): boolean {
  return existsSync(join(MODULES, "ngx_http_modsecurity_module.so"));
}
