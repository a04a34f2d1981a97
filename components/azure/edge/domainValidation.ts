import * as cdn from "@pulumi/azure-native/cdn";
import * as pulumi from "@pulumi/pulumi";

/** What Azure says about a domain's validation; the token may come later than the domain. */
export interface Validation {
  readonly token: string | undefined;
  /** `Approved` once Azure has seen the record. */
  readonly state: string;
}

/** Pauses between reads, in milliseconds: five minutes in all. */
const PAUSES: readonly number[] = Array.from({ length: 30 }, () => 10_000);

/** The token that the `_dnsauth` record must hold, read again until Azure has made it. */
export function validationToken(domain: cdn.AFDCustomDomain, resourceGroupName: pulumi.Output<string>): pulumi.Output<string> {
  const given = pulumi.all([domain.validationProperties, domain.domainValidationState]);
  const address = pulumi.all([resourceGroupName, domain.profileName, domain.name, domain.hostName]);
  return pulumi.all([given, address]).apply(async ([[properties, state], [group, profileName, customDomainName, hostName]]) => {
    const read = async () => {
      const fresh = await cdn.getAFDCustomDomain({ resourceGroupName: group, profileName, customDomainName });
      return { token: fresh.validationProperties?.validationToken, state: fresh.domainValidationState };
    };
    // A preview must neither wait nor need a network.
    if (pulumi.runtime.isDryRun()) return properties?.validationToken ?? "";
    return awaitToken(hostName, { token: properties?.validationToken, state }, read, PAUSES);
  });
}

/** An approved domain needs no token any more: nothing is written then, so none is waited for. */
export async function awaitToken(
  hostName: string,
  first: Validation,
  read: () => Promise<Validation>,
  pauses: readonly number[],
): Promise<string> {
  let current = first;
  for (const pause of pauses) {
    if (current.token || current.state === "Approved") return current.token ?? "";
    await new Promise((resolve) => setTimeout(resolve, pause));
    current = await read();
  }
  if (current.token || current.state === "Approved") return current.token ?? "";
  throw new pulumi.RunError(`Azure gave no validation token for ${hostName} (state ${current.state}). Run the update again.`);
}
