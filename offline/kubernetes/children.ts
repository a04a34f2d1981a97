import { isRecord, type Properties, secret } from "../wire";
import { type KubernetesObject, text, withMetadata } from "./object";
import { idOf, order } from "./order";
import type { SecretTexts } from "./secretTexts";

/** A resource that a component registers for an object. */
export interface Child {
  /** Identifies the object among those of the component. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** Ids of the children that it depends on. */
  readonly dependencies: readonly string[];
  readonly retainOnDelete: boolean;
}

export interface ChildOptions {
  /** Begins each child's name. */
  readonly resourcePrefix: string;
  readonly skipAwait: boolean;
  /** Whether helm's annotation for resources that it does not delete applies. */
  readonly keepPolicy: boolean;
  readonly secrets: SecretTexts;
}

const SKIP_AWAIT = "pulumi.com/skipAwait";
const RESOURCE_POLICY = "helm.sh/resource-policy";

/**
 * The resources for normalized objects, in the order of their registration (pulumi/pulumi-kubernetes, provider/pkg/provider/yaml/v2/
 * yaml.go: `Register`; provider/pkg/provider/helm/v4/chart.go: `preregister`).
 */
export function childrenOf(objects: readonly KubernetesObject[], options: ChildOptions): readonly Child[] {
  return order(objects).map(({ object, dependencies }) => ({
    id: idOf(object),
    type: typeOf(object),
    name: nameOf(object, options.resourcePrefix),
    inputs: inputsOf(object, options),
    dependencies: dependencies.map(idOf),
    retainOnDelete: options.keepPolicy && text(object, "metadata", "annotations", RESOURCE_POLICY) === "keep",
  }));
}

/** The SDKs' token (pulumi/pulumi-kubernetes, sdk/go/kubernetes/yaml/v2/kinds.go); a custom resource has the same form. */
function typeOf(object: KubernetesObject): string {
  const version = text(object, "apiVersion");
  return `kubernetes:${version === "v1" ? "core/v1" : version}:${text(object, "kind")}`;
}

function nameOf(object: KubernetesObject, prefix: string): string {
  const namespace = text(object, "metadata", "namespace");
  const name = text(object, "metadata", "name");
  return `${prefix === "" ? "" : `${prefix}:`}${namespace === "" ? "" : `${namespace}/`}${name}`;
}

function inputsOf(object: KubernetesObject, { skipAwait, secrets }: ChildOptions): Properties {
  const inputs: Record<string, unknown> = { ...secrets.mark(skipAwait ? withSkipAwait(object) : object) };
  if (typeOf(object) !== "kubernetes:core/v1:Secret") return inputs;
  for (const key of ["data", "stringData"]) if (object[key] !== undefined) inputs[key] = secret(object[key]);
  return inputs;
}

function withSkipAwait(object: KubernetesObject): KubernetesObject {
  const annotations = isRecord(object.metadata) && isRecord(object.metadata.annotations) ? object.metadata.annotations : {};
  return withMetadata(object, "annotations", { ...annotations, [SKIP_AWAIT]: "true" });
}
