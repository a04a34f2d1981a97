import * as pulumi from "@pulumi/pulumi";

/**
 * Removes azure-native's version aliases from every resource of the stack. Each resource has one alias per API version its
 * type ever had, and resolving them makes a preview a quarter to a third longer (pulumi-azure-native#1493). They are needed in
 * two cases only: state written with versioned types, and a type that moves in a new major version of the provider; for
 * those, set `hardened-aks:versionAliases` for one `pulumi up`. All other aliases remain: without its alias a renamed resource
 * would be deleted and re-created.
 */
export function dropVersionAliases(): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    if (!type.startsWith("azure-native:") || opts.aliases === undefined) return undefined;
    return { props, opts: { ...opts, aliases: opts.aliases.filter((alias) => !isVersionAlias(alias)) } };
  });
}

/** Whether azure-native's SDK added the alias: such an alias sets a type of that provider and nothing else. */
export function isVersionAlias(alias: unknown): boolean {
  if (typeof alias !== "object" || alias === null || pulumi.Output.isInstance(alias) || alias instanceof Promise) return false;
  const { type, ...others } = alias as Partial<Record<string, unknown>>;
  return typeof type === "string" && type.startsWith("azure-native:") && Object.keys(others).length === 0;
}
