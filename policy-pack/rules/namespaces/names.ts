import { AKS_GATEWAY_NAMESPACE, SYSTEM_NAMESPACES } from "../facts/namespaces";
import { get, isMissing, type Value } from "../reading/values";
import type { RuleResource } from "../rule";

export const NAME_PATH = "metadata.name";
/** Namespaces that Azure creates and manages. */
export const AZURE_NAMESPACES: readonly string[] = [...SYSTEM_NAMESPACES, AKS_GATEWAY_NAMESPACE];

/** The name of a Namespace: the one that it declares, or the resource's, with which names that Pulumi generates begin. */
export function nameOf({ name, props }: RuleResource): Value {
  const declared = get(props, NAME_PATH);
  return isMissing(declared) ? name : declared;
}
