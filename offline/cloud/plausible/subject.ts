/** What values are made up for: a resource, or the resource that a function reads. */
export interface Subject {
  /** Pulumi package: `azure-native`. */
  readonly pkg: string;
  /** Module of the token: `storage`, `ec2`. */
  readonly module: string;
  /** Physical name. */
  readonly name: string;
  /** Physical id: in Azure the ARM id. */
  readonly id: string;
  readonly location: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
}

/** The subject of a token; what its properties do not tell is derived from its name. */
export function subjectOf(
  token: string,
  { id, name, location }: { readonly id: string; readonly name: string; readonly location: unknown },
  { subscriptionId, tenantId }: { readonly subscriptionId: string; readonly tenantId: string },
): Subject {
  const [pkg = "", module = ""] = token.split(":");
  const fallback = pkg === "aws" ? "eu-west-1" : "westeurope";
  return {
    pkg,
    module: module.split("/", 1)[0] ?? module,
    name,
    id,
    location: typeof location === "string" ? location : fallback,
    subscriptionId,
    tenantId,
  };
}
