import { isSdkUnchanged } from "./unchanged";

/** `@pulumi/policy/deserialize`: decodes a resource's properties from the protocol's form. */
export interface Decoding {
  deserializeProperties: (properties: object, proxySecrets: boolean) => object;
}

/**
 * Makes the policy SDK decode the properties of a resource once. By default it decodes them again for each policy: a hundred times
 * for each resource, and for all resources of a stack once for each stack policy, which is half of the pack's run time. Policies of
 * one pack can share the decoded properties, since they only read them; they are released with their request.
 */
export function decodeOnce(sdk: Decoding, env: NodeJS.ProcessEnv = process.env): void {
  if (isSdkUnchanged(env)) return;
  const decode = sdk.deserializeProperties;
  const decoded = new WeakMap<object, object>();
  sdk.deserializeProperties = (properties, proxySecrets) => {
    // Remediations receive secrets marked as such, and change the properties they receive.
    if (proxySecrets) return decode(properties, proxySecrets);
    const known = decoded.get(properties) ?? decode(properties, proxySecrets);
    decoded.set(properties, known);
    return known;
  };
}
