import { isRecord } from "../wire";
import { type KubernetesObject, text, withMetadata } from "./object";
import { isNamespaced } from "./scope";

/**
 * Objects as the provider registers them (pulumi/pulumi-kubernetes, provider/pkg/provider/yaml/v2/yaml.go: `Normalize`): lists are
 * replaced by their items, and objects get the default namespace.
 *
 * @throws Error if an object has no kind, version or name
 */
export function normalize(objects: readonly KubernetesObject[], defaultNamespace: string): readonly KubernetesObject[] {
  const expanded = objects.flatMap(expand).map(canonical);
  return expanded.map((object) => {
    const kind = text(object, "kind");
    if (kind === "" || text(object, "apiVersion") === "")
      throw new Error(`Kubernetes resources require a kind and apiVersion: ${label(object)}`);
    if (text(object, "metadata", "name") === "") throw new Error(`Kubernetes resources require a .metadata.name: ${label(object)}`);
    const hasNamespace = text(object, "metadata", "namespace") !== "" || !isNamespaced(object, expanded);
    return hasNamespace ? object : withMetadata(object, "namespace", defaultNamespace);
  });
}

/** Kubernetes creates the items of a list, at any depth, not the list. */
function expand(object: KubernetesObject): readonly KubernetesObject[] {
  if (!Array.isArray(object.items)) return [object];
  return object.items.filter(isRecord).flatMap(expand);
}

function canonical(object: KubernetesObject): KubernetesObject {
  return text(object, "apiVersion") === "core/v1" ? { ...object, apiVersion: "v1" } : object;
}

/** Names an object without its content, which may be secret. */
function label(object: KubernetesObject): string {
  const parts = [text(object, "apiVersion"), text(object, "kind"), text(object, "metadata", "name")].filter((part) => part !== "");
  return parts.length === 0 ? `an object with ${Object.keys(object).join(", ") || "nothing"}` : parts.join(" ");
}
