import { SERVICE } from "../facts/tokens";
import { isListedObject, unlessListed } from "../reading/listed";
import { declaredNamespace, NAMESPACE_PATH, namesOption, strings } from "../reading/pods";
import { get, isMissing, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Option, type Outcome, type RuleContext, type RuleResource } from "../rule";

const ALLOWED = "clusterComponents";
const NAME_PATH = "metadata.name";
/** Where objects are created that name no namespace, and where Azure's own components run. */
const SHARED = ["default", "kube-system"];

export const sharedNamespacesOptions: Readonly<Record<string, Option>> = {
  [ALLOWED]: namesOption("Workloads and Services, as namespace/name, that may be in default or kube-system: components of the cluster."),
};

/** Compliant: a workload or Service is in neither of the namespaces that everything else shares. */
export function checkNamespace(resource: RuleResource, context: RuleContext): Outcome {
  const { type, props, providerNamespace, isPatch } = resource;
  // The owner of the object that a Patch changes chose its namespace.
  if (isPatch) return NOT_APPLICABLE;
  const namespace = declaredNamespace(resource);
  // The Service of the API server, which Kubernetes creates there.
  if (type === SERVICE && namespace === "default" && get(props, NAME_PATH) === "kubernetes") return NOT_APPLICABLE;
  if (isUnknown(namespace)) return [{ unknown: NAMESPACE_PATH }];
  if (typeof namespace !== "string" || !SHARED.includes(namespace)) return [];
  const listed = isListedObject(namespace, get(props, NAME_PATH), strings(context, ALLOWED));
  const isDefaulted = isMissing(get(props, NAMESPACE_PATH)) && isMissing(providerNamespace);
  return unlessListed(listed, NAME_PATH, () => [
    { path: NAMESPACE_PATH, found: isDefaulted ? undefined : namespace, expected: "a namespace of the application's own" },
  ]);
}
