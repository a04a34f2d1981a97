import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";

/**
 * A property that Azure sets. In the first preview the parent is returned without it: the value is then unknown, not empty.
 * After a deployment a missing property is an error, since the resources that use it would be wrong.
 */
export function computedOutput<T, V>(
  parent: pulumi.Output<T>,
  property: (value: T) => V | undefined,
  description: string,
): pulumi.Output<V> {
  return parent.apply((value) => {
    const found = property(value);
    if (found !== undefined) return found;
    if (pulumi.runtime.isDryRun()) return unknown as unknown as V;
    throw new pulumi.RunError(`Azure did not return ${description}.`);
  }) as pulumi.Output<V>;
}
