/** `@pulumi/policy/deserialize`: brings a resource's properties from the protocol's form into plain values. */
export interface Decoding {
  deserializeProperties: (properties: object, proxySecrets: boolean) => object;
}

/**
 * Lets the policy SDK decode what the engine sends about a resource once. By itself it does so for each policy anew: a hundred times
 * for each resource, and for all resources of a stack as many times as there are policies over whole stacks, which is half of what
 * the pack takes. Policies of one pack can share what was decoded, since they only read it; it is dropped with its request.
 */
export function decodeOnce(sdk: Decoding): void {
  const decode = sdk.deserializeProperties;
  const decoded = new WeakMap<object, object>();
  sdk.deserializeProperties = (properties, proxySecrets) => {
    // Remediations get secrets marked, and change what they are given.
    if (proxySecrets) return decode(properties, proxySecrets);
    const known = decoded.get(properties) ?? decode(properties, proxySecrets);
    decoded.set(properties, known);
    return known;
  };
}
