import * as pulumi from "@pulumi/pulumi";

/** Where a resource stands, out of its id. */
export interface ResourceAddress {
  readonly resourceGroupName: string;
  readonly name: string;
  /** Name of the resource that it is part of, for an endpoint its profile; empty where it stands by itself. */
  readonly parentName: string;
}

/**
 * What Azure gives a resource once and for all. azure-native's preview of an update knows but name and location to stay (`Update` in
 * provider/pkg/provider/provider.go), so a new tag would leave everything else open, and with a principal's id each of its role
 * assignments would be planned anew. The preview of an update reads it from Azure; where that fails, it stays open.
 */
export function immutableOutput(
  given: pulumi.Output<string>,
  id: pulumi.Output<string>,
  read: (place: ResourceAddress) => Promise<string>,
): pulumi.Output<string> {
  if (!pulumi.runtime.isDryRun()) return given;
  return pulumi.output(isKnown(given)).apply((known) => (known ? given : id.apply((existing) => readOr(given, read(placeOf(existing))))));
}

/** A promise of an output is that output; the SDK's types know it of values only. */
function readOr(given: pulumi.Output<string>, found: Promise<string>): pulumi.Output<string> {
  return found.catch(() => given) as unknown as pulumi.Output<string>;
}

/** Settles in each case: an output that fails is known, and fails where it is used. */
function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown.catch(() => true);
}

function placeOf(id: string): ResourceAddress {
  const [, resourceGroupName = ""] = /\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  const [, parentName = "", name = ""] = /\/providers\/[^/]+\/[^/]+(?:\/([^/]+)\/[^/]+)?\/([^/]+)$/i.exec(id) ?? [];
  return { resourceGroupName, name, parentName };
}
