import * as pulumi from "@pulumi/pulumi";

/** Names in a resource id. */
export interface ResourceAddress {
  readonly resourceGroupName: string;
  readonly name: string;
  /** Name of the parent resource, such as the profile of an endpoint; empty for a top-level resource. */
  readonly parentName: string;
}

/**
 * An output that Azure sets when it creates the resource and never changes. In the preview of an update azure-native returns only name
 * and location as known (`Update` in provider/pkg/provider/provider.go): a new tag would make every other output unknown, and an
 * unknown principal id would replace its role assignments. The preview of an update therefore reads the value from Azure; if that
 * fails, the output remains unknown.
 */
export function immutableOutput(
  output: pulumi.Output<string>,
  id: pulumi.Output<string>,
  read: (address: ResourceAddress) => Promise<string>,
): pulumi.Output<string> {
  if (!pulumi.runtime.isDryRun()) return output;
  return pulumi
    .output(isKnown(output))
    .apply((known) => (known ? output : id.apply((resourceId) => readWithFallback(output, read(parseResourceAddress(resourceId))))));
}

/** At run time a promise of an output resolves to that output; the SDK's types allow it for values only. */
function readWithFallback(fallback: pulumi.Output<string>, value: Promise<string>): pulumi.Output<string> {
  return value.catch(() => fallback) as unknown as pulumi.Output<string>;
}

/** Never rejects: a failed output counts as known, and fails where it is used. */
function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown.catch(() => true);
}

function parseResourceAddress(id: string): ResourceAddress {
  const [, resourceGroupName = ""] = /\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  const [, parentName = "", name = ""] = /\/providers\/[^/]+\/[^/]+(?:\/([^/]+)\/[^/]+)?\/([^/]+)$/i.exec(id) ?? [];
  return { resourceGroupName, name, parentName };
}
