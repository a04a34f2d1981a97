import { guid, hex } from "../deterministic";
import type { CloudContext, CreateRequest } from "../types";
import { concat, UNKNOWN } from "../unknown";
import { PATHS } from "./paths";

const GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/";
const PLACEHOLDER = /\{(\w+)\}/g;

/** Resources whose name must be a GUID. */
const GUID_NAMED: ReadonlySet<string> = new Set(["authorization:RoleAssignment", "authorization:RoleDefinition"]);
/** Names for which the service allows a single value. */
const FIXED_NAMES: Readonly<Record<string, string>> = {
  "storage:BlobServiceProperties": "default",
  "storage:FileServiceProperties": "default",
  "storage:ManagementPolicy": "default",
  "securityinsights:SentinelOnboardingState": "default",
};

/** The module and kind of a token, without API version: `keyvault:Vault`. */
export function kindOf(type: string): string {
  const [, module = "", kind = ""] = type.split(":");
  return `${module.replace(/\/v\d{8}\w*$/, "")}:${kind}`;
}

/** The resource's ARM id; {@link UNKNOWN} where a part of it is. */
export function armId({ type, name, inputs }: CreateRequest, context: CloudContext): string {
  const kind = kindOf(type);
  const template = PATHS[kind] ?? genericPath(kind, inputs);
  const path = absolute(template);
  const own = Array.from(path.matchAll(PLACEHOLDER), ([, input = ""]) => input).at(-1);
  const value = (input: string): unknown => {
    if (input === "subscriptionId") return inputs.subscriptionId ?? context.subscriptionId;
    return inputs[input] ?? (input === own ? ownName(kind, name, inputs) : `missing-${input}`);
  };
  return fill(path, value).replace(/^\/\/+/, "/");
}

/** Azure's name for the resource type, taken from the id: `Microsoft.KeyVault/vaults`. */
export function armType(id: string): string {
  const segments = id.split("/providers/").at(-1)?.split("/") ?? [];
  const [provider = "", ...rest] = segments;
  return [provider, ...rest.filter((_, index) => index % 2 === 0)].join("/");
}

function absolute(template: string): string {
  if (template.startsWith("{clusterRp}")) return GROUP + template;
  return /^[/{]/.test(template) ? template : GROUP + template;
}

function fill(path: string, value: (input: string) => unknown): string {
  const parts = path.split(PLACEHOLDER);
  return concat(...parts.map((part, index) => (index % 2 === 0 ? part : value(part))));
}

/** As the provider does it: logical name and eight random digits, unless the name is fixed or must be a GUID. */
function ownName(kind: string, name: string, inputs: CreateRequest["inputs"]): unknown {
  if (GUID_NAMED.has(kind)) return guid(`${kind}\0${name}\0${inputs.scope}`);
  if (FIXED_NAMES[kind] !== undefined) return FIXED_NAMES[kind];
  return kind === "network:Subnet" || kind === "network:VirtualNetworkPeering"
    ? (inputs.name ?? generated(kind, name))
    : generated(kind, name);
}

function generated(kind: string, name: string): string {
  return name + hex(`${kind}\0${name}`, 8);
}

/** For a type that is not in {@link PATHS}: resource provider from the module, collection from the kind. */
function genericPath(kind: string, inputs: CreateRequest["inputs"]): string {
  const [module = "", type = ""] = kind.split(":");
  const collection = plural(type.charAt(0).toLowerCase() + type.slice(1));
  const provider = `Microsoft.${module.charAt(0).toUpperCase()}${module.slice(1)}`;
  const scope = inputs.scope === undefined ? inputs.resourceUri : inputs.scope;
  if (typeof scope === "string") return `${scope === UNKNOWN ? "{scope}" : scope}/providers/${provider}/${collection}/{name}`;
  const own = `${type.charAt(0).toLowerCase()}${type.slice(1)}Name`;
  return `${provider}/${collection}/{${own}}`;
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
