import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";

/**
 * A member that Azure fills in. A first preview shows its parent without it: the value is then not known yet, which is
 * something else than empty. After a deployment a missing member is an error, since whatever was built on it would be wrong.
 */
export function computedOutput<T, V>(parent: pulumi.Output<T>, member: (value: T) => V | undefined, what: string): pulumi.Output<V> {
  return parent.apply((value) => {
    const found = member(value);
    if (found !== undefined) return found;
    if (pulumi.runtime.isDryRun()) return unknown as unknown as V;
    throw new pulumi.RunError(`Azure did not return ${what}.`);
  }) as pulumi.Output<V>;
}
