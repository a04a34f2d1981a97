import * as pulumi from "@pulumi/pulumi";

/**
 * Takes azure-native's version aliases off every resource of the stack. Each resource carries one alias per API version its
 * type ever had, and resolving them makes a preview a quarter to a third longer (pulumi-azure-native#1493). They serve
 * two cases only: state written with versioned types, and a type that moves in a new major version of the provider; for
 * those, set `hardened-aks:versionAliases` for one `pulumi up`.
 */
export function dropVersionAliases(): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    if (!type.startsWith("azure-native:") || opts.aliases === undefined) return undefined;
    const { aliases: _, ...rest } = opts;
    return { props, opts: rest };
  });
}
