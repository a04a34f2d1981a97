import { isRecord, type Properties, UNKNOWN_MARK } from "../../../wire";
import type { ReportedResource } from "../../model";

/** The value at a path of keys and indexes; undefined where there is none. */
export function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return typeof key === "number" ? inner[key] : undefined;
    return isRecord(inner) ? inner[key] : undefined;
  }, value);
}

/** A text that is known at preview. */
export function textAt(value: unknown, ...keys: readonly (string | number)[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === "string" && found !== "" && found !== UNKNOWN_MARK ? found : undefined;
}

/** A number that is known at preview. */
export function numberAt(value: unknown, ...keys: readonly (string | number)[]): number | undefined {
  const found = at(value, ...keys);
  return typeof found === "number" ? found : undefined;
}

export function listAt(value: unknown, ...keys: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
}

export function recordAt(value: unknown, ...keys: readonly (string | number)[]): Properties {
  const found = at(value, ...keys);
  return isRecord(found) ? found : {};
}

export function isKubernetes({ type }: Pick<ReportedResource, "type">): boolean {
  return /^kubernetes:(?!helm\.sh|yaml|kustomize|index)/.test(type);
}

const plainTypes = new Map<string, string>();

/** Type of a resource without package and API version: `keyvault:Vault`, `apps:Deployment`. A stack has few types and many resources. */
export function plainType(type: string): string {
  const known = plainTypes.get(type);
  if (known !== undefined) return known;
  const [, module = "", kind = ""] = type.split(":");
  const plain = `${module.replace(/\/v\d\w*$/, "")}:${kind}`;
  plainTypes.set(type, plain);
  return plain;
}

export function namespaceOf({ inputs }: ReportedResource): string {
  return textAt(inputs, "metadata", "namespace") ?? "default";
}

/** Region of an Azure resource. Azure accepts display names as well, `West Europe` for `westeurope`. */
export function locationOf({ inputs }: Pick<ReportedResource, "inputs">): string | undefined {
  return textAt(inputs, "location")?.replaceAll(" ", "").toLowerCase();
}

/** Name of a Kubernetes object in its cluster. */
export function objectName({ inputs, name }: ReportedResource): string {
  return textAt(inputs, "metadata", "name") ?? name;
}

/** Inputs that name a resource in Azure, by preference; where no one is set, the provider derives the name from the logical one. */
const NAMES = "resourceName profileName vaultName accountName serverName namespaceName registryName workspaceName".split(" ");
const MORE_NAMES = "azureMonitorWorkspaceName serviceName applicationGatewayName name clusterName vmName containerAppName".split(" ");

export function azureName({ inputs, name }: ReportedResource): string {
  const found = [...NAMES, ...MORE_NAMES].find((key) => textAt(inputs, key) !== undefined);
  return found === undefined ? name : (textAt(inputs, found) ?? name);
}
