import { isRecord, isSecret, type Properties } from "../wire";
import { guid, hex } from "./deterministic";
import type { CreateRequest, CreateResponse } from "./types";
import { concat, UNKNOWN } from "./unknown";

/** Cluster-scoped kinds, as far as this project and its add-ons register them. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  "Namespace",
  "Node",
  "PersistentVolume",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "StorageClass",
  "PriorityClass",
  "IngressClass",
  "GatewayClass",
  "RuntimeClass",
  "ClusterIssuer",
  "ClusterSecretStore",
  "ClusterExternalSecret",
  "APIService",
  "MutatingWebhookConfiguration",
  "ValidatingWebhookConfiguration",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
]);

export function isNamespaced(kind: string): boolean {
  return !CLUSTER_SCOPED.has(kind);
}

/**
 * The inputs as the provider's `Check` returns them: an object without a name gets one that begins with the resource's, which the program
 * and policies receive (pulumi-kubernetes, provider/pkg/metadata/naming.go). A Patch names an existing object, and with `generateName` the
 * API server chooses the name.
 */
export function checkedInputs({ type, name, inputs }: CreateRequest): Properties {
  const { metadata = {} } = inputs;
  const isObject = !/^kubernetes:helm\.sh\/|Patch$/.test(type) && isRecord(metadata) && !isSecret(metadata);
  if (!isObject || !isAbsent(metadata.name) || !isAbsent(metadata.generateName)) return inputs;
  return { ...inputs, metadata: { ...metadata, name: generatedName(type, name) } };
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === "";

const generatedName = (type: string, name: string): string => `${name}-${hex(`${type}\0${name}`, 8)}`;

/** A Kubernetes object as the API server returns it: the object that was sent, with the metadata that the server adds. */
export function createKubernetesObject({ type, name, inputs }: CreateRequest): CreateResponse {
  const [, group = "", kind = ""] = type.split(":");
  if (group === "helm.sh/v3")
    return { id: `${inputs.namespace ?? "default"}/${inputs.name ?? name}`, computed: { status: { status: "deployed" } } };
  const sent = record(inputs.metadata);
  const namespace = isNamespaced(kind) ? (sent.namespace ?? "default") : undefined;
  const metadata = {
    name: sent.name ?? generatedName(type, name),
    ...(namespace === undefined ? {} : { namespace }),
    uid: guid(`${type}\0${namespace}\0${name}`),
    resourceVersion: "1",
    generation: 1,
    creationTimestamp: "2026-01-01T00:00:00Z",
  };
  const id = concat(...(namespace === undefined ? [] : [namespace, "/"]), metadata.name);
  return { id: id === UNKNOWN ? "" : id, computed: { metadata, ...typeMeta(group, kind) } };
}

/** `apiVersion` and `kind` follow from the resource type; a CustomResource sets its own. */
function typeMeta(group: string, kind: string): Readonly<Record<string, string>> {
  return { apiVersion: group.replace(/^core\//, ""), kind: kind.replace(/Patch$/, "") };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
