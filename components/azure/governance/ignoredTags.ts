import * as pulumi from "@pulumi/pulumi";

/**
 * Leaves tags that Azure Policy or another tool adds as they are, on every resource that has tags. Otherwise a refresh shows them as
 * drift, the next update removes them, and Azure Policy adds them again. With `ignoreChanges` an update sends the values that the
 * last refresh has read.
 */
export function ignoreTags(names: readonly string[]): void {
  if (names.length === 0) return;
  const paths = names.map((name) => `tags[${JSON.stringify(name)}]`);
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    if (!type.startsWith("azure-native:") || props.tags === undefined) return undefined;
    return { props, opts: { ...opts, ignoreChanges: [...(opts.ignoreChanges ?? []), ...paths] } };
  });
}
