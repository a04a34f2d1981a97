import { isRecord, type Properties } from "../wire";

/** A Kubernetes object as a manifest has it, plain and without marks on secrets. */
export type KubernetesObject = Properties;

export interface GroupKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** The value at a path if it is a string, else empty. */
export function text(object: unknown, ...path: readonly string[]): string {
  const value = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), object);
  return typeof value === "string" ? value : "";
}

export function groupKind(object: KubernetesObject): GroupKind {
  const version = text(object, "apiVersion");
  const group = version.includes("/") ? (version.split("/", 1)[0] ?? "") : "";
  return { group: group === "core" ? "" : group, kind: text(object, "kind") };
}

/** The object with another value in its metadata. */
export function withMetadata(object: KubernetesObject, key: string, value: unknown): KubernetesObject {
  return { ...object, metadata: { ...(isRecord(object.metadata) ? object.metadata : {}), [key]: value } };
}

/** The group and kind that a CustomResourceDefinition defines. */
export function definedKind(object: KubernetesObject): GroupKind | undefined {
  const { group, kind } = groupKind(object);
  if (group !== "apiextensions.k8s.io" || kind !== "CustomResourceDefinition" || !isRecord(object.spec)) return undefined;
  return { group: text(object.spec, "group"), kind: text(object.spec, "names", "kind") };
}
