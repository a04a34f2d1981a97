import { secret } from "../../wire";
import { bytes, guid, hex } from "../deterministic";
import { hostOf } from "./hosts";
import type { Subject } from "./subject";

/** Where a value belongs. */
export interface Place {
  readonly subject: Subject;
  /** Name of the property. */
  readonly property: string;
  /** Name of the property that contains it, without position in a list; empty at top level. */
  readonly container: string;
  /** ARM id of the resource or child resource that contains it; the subject's id outside of Azure. */
  readonly owner: string;
  /** The value's path, which tells several values of a resource apart. */
  readonly path: string;
}

/** The first pattern that matches the property's name decides; names are those that SDKs use for generated values. */
const RULES: readonly (readonly [name: RegExp, value: (place: Place) => unknown])[] = [
  [/^kube_?config(raw)?$|kubeConfigs?Raw$/i, ({ subject }) => secret(kubeconfig(subject))],
  [/connectionStrings?$/i, (place) => secret(`Endpoint=https://${hostOf(place.subject, "")}/;Key=${key(place)}`)],
  [/private.?key.*(pem|openssh|pkcs8)|^privateKey$|clientKey$/i, (place) => secret(pem("PRIVATE KEY", place))],
  [/public.?key.*openssh|sshPublicKey|^sshKey/i, (place) => `ssh-rsa ${Buffer.from(hex(place.path, 64)).toString("base64")}`],
  [/public.?key.*pem|^publicKey$/i, (place) => pem("PUBLIC KEY", place)],
  [/fingerprint|thumbprint|sha1/i, ({ subject, path }) => hex(`${subject.id}\0${path}`, 40).toUpperCase()],
  [/cert(ificate)?(s|Pem|Body|Chain|Data|AuthorityData)?$|caBundle/i, (place) => pem("CERTIFICATE", place)],
  [/sas(Token|Uri|Url)?$/i, (place) => secret(`sv=2024-01-01&sig=${encodeURIComponent(key(place))}`)],
  [
    /(password|secret|token|sharedKey|accessKey|masterKey|apiKey|(primary|secondary|admin|instrumentation|query|shared)Key)\d?$/i,
    generated,
  ],
  [/^(tenantId|homeTenantId|aadTenantId)$/i, ({ subject }) => subject.tenantId],
  [/^subscriptionId$/i, ({ subject }) => subject.subscriptionId],
  [/^(principalId|objectId)$/i, ({ owner }) => guid(`principal\0${owner}`)],
  [/^(clientId|appId|applicationId)$/i, ({ owner }) => guid(`client\0${owner}`)],
  [/^accountId$/i, ({ subject, owner }) => (subject.pkg === "aws" ? decimal("account", 12) : guid(`account\0${owner}`))],
  [/(^|[a-z])arn$/i, arn],
  [/^id$|resourceId$|armId$/i, ({ owner, subject, container }) => (isArm(owner) ? owner : `${container || subject.name}-${hex(owner, 8)}`)],
  [/(guid|uuid|uid)$/i, ({ subject, path }) => guid(`${subject.id}\0${path}`)],
  [/(ur[il]|endpoint)s?$/i, ({ subject, property }) => `https://${hostOf(subject, property)}/`],
  [/^(blob|dfs|file|queue|table|web)$/, ({ subject, property }) => `https://${hostOf(subject, property)}/`],
  [/(fqdn|host|hostName|hostname|domainName|loginServer|^defaultDomain|dnsName)s?$/i, ({ subject, property }) => hostOf(subject, property)],
  [/ipv6.*(cidr|prefix)/i, () => "2001:db8::/64"],
  [/ipv6/i, ({ path, subject }) => `2001:db8::${hex(`${subject.id}\0${path}`, 4)}`],
  [/(cidr|addressPrefix|addressSpace|ipPrefix|cidrBlock)(es|s)?$/i, ({ subject }) => `${documentationAddress(subject.id)}/32`],
  [/(ip|ipAddress|ipv4|ipv4Address|inboundIp|staticIp|outbound.*|^address)(es)?$/i, ({ subject }) => documentationAddress(subject.id)],
  [/etag$/i, ({ subject, path }) => `W/"${hex(`${subject.id}\0${path}`, 16)}"`],
  [
    /(time|timeUtc|date|timestamp|timestampUtc)$|(created|updated|modified|started|ended|expires|accessed)(At|On)$|^not(Before|After)$/i,
    date,
  ],
  [/(^|[a-z])(location|region)$|^locationName$/i, ({ subject }) => subject.location],
  [/provisioningState$|^deploymentState$/i, () => "Succeeded"],
  [/(state|status)$/i, () => "Ready"],
  [/zones?$|zoneNames$|^names$/i, ({ subject, path }) => zone(subject, path)],
  [/apiVersion$/i, () => "2025-01-01"],
  [/version$/i, () => "1"],
  [/json$|policy(Document)?$/i, () => "{}"],
  [/email/i, ({ subject }) => `${subject.name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}@example.com`],
  [/^name$/i, ({ subject, container, owner }) => (container === "" ? subject.name : owner.slice(owner.lastIndexOf("/") + 1))],
  [/name$/i, ({ subject, path }) => `${subject.name}-${hex(`${subject.id}\0${path}`, 6)}`],
  [
    /id$/i,
    ({ subject, path, owner }) => (isArm(owner) ? guid(`${subject.id}\0${path}`) : `${subject.name}-${hex(`${owner}\0${path}`, 8)}`),
  ],
  [/key$/i, generated],
];

const rules = new Map<string, (place: Place) => unknown>();

/** The same few hundred names occur in every resource of a stack. */
function ruleFor(property: string): (place: Place) => unknown {
  const known = rules.get(property) ?? RULES.find(([name]) => name.test(property))?.[1] ?? nameOf;
  rules.set(property, known);
  return known;
}

/** A text that the service could have answered, the same in every run. Texts that grant access are marked as secret. */
export function plausibleText(place: Place): unknown {
  return ruleFor(place.property)(place);
}

function nameOf({ subject, property }: Place): string {
  return `${subject.name}-${property}`;
}

/** From the range that RFC 5737 reserves for documentation, so that it is never the address of a real host. */
export function documentationAddress(seed: string): string {
  return `203.0.113.${(Number.parseInt(hex(seed, 2), 16) % 254) + 1}`;
}

function generated(place: Place): unknown {
  return secret(key(place));
}

/** Has the format of a key; no such key exists. */
function key({ subject, path }: Place): string {
  return bytes(`key\0${subject.id}\0${path}`, 48).toString("base64");
}

function pem(label: string, { subject, path }: Place): string {
  return `-----BEGIN ${label}-----\n${bytes(`pem\0${subject.id}\0${path}`, 96).toString("base64")}\n-----END ${label}-----\n`;
}

function date(): string {
  return "2026-01-01T00:00:00Z";
}

function arn({ subject: { module, location, name }, path }: Place): string {
  return `arn:aws:${module}:${location}:${decimal("account", 12)}:${name}${path === "arn" ? "" : `/${path}`}`;
}

function zone({ pkg, location }: Subject, path: string): string {
  const position = Number(/\[(\d+)\]$/.exec(path)?.[1] ?? 0);
  return pkg === "aws" ? `${location}${"abc".charAt(position)}` : `${position + 1}`;
}

function decimal(seed: string, digits: number): string {
  return BigInt(`0x${hex(seed, digits)}`)
    .toString()
    .padStart(digits, "1")
    .slice(0, digits);
}

function isArm(id: string): boolean {
  return id.startsWith("/subscriptions/");
}

/** A kubeconfig of a cluster that does not exist, with credentials that open nothing. */
export function kubeconfig({ name, id }: Pick<Subject, "name" | "id">): string {
  const authority = Buffer.from(`-----BEGIN CERTIFICATE-----\n${bytes(`ca\0${id}`, 96).toString("base64")}\n-----END CERTIFICATE-----\n`);
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${authority.toString("base64")}
    server: https://${name}-${hex(id, 8)}.example:443
  name: ${name}
contexts:
- context:
    cluster: ${name}
    user: ${name}
  name: ${name}
current-context: ${name}
kind: Config
users:
- name: ${name}
  user:
    token: ${hex(`token\0${id}`, 64)}
`;
}
