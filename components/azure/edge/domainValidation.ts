import * as cdn from "@pulumi/azure-native/cdn";
import * as pulumi from "@pulumi/pulumi";

/** State of a domain's validation. Azure may issue the token some time after it created the domain. */
export interface Validation {
  readonly token: string | undefined;
  /** `Approved` once Azure has seen the record. */
  readonly state: string;
}

/** Pauses between reads, in milliseconds: five minutes in total. */
const PAUSES: readonly number[] = Array.from({ length: 30 }, () => 10_000);

/** Token for the `_dnsauth` record. The domain is read repeatedly until Azure has issued the token. */
export function validationToken(domain: cdn.AFDCustomDomain, resourceGroupName: pulumi.Output<string>): pulumi.Output<string> {
  const initial = pulumi.all([domain.validationProperties, domain.domainValidationState]);
  const address = pulumi.all([resourceGroupName, domain.profileName, domain.name, domain.hostName]);
  return pulumi.all([initial, address]).apply(async ([[properties, state], [group, profileName, customDomainName, hostName]]) => {
    const read = async () => {
      const current = await cdn.getAFDCustomDomain({ resourceGroupName: group, profileName, customDomainName });
      return { token: current.validationProperties?.validationToken, state: current.domainValidationState };
    };
    // A preview must neither wait nor require network access.
    if (pulumi.runtime.isDryRun()) return properties?.validationToken ?? "";
    return waitForToken(hostName, { token: properties?.validationToken, state }, read, PAUSES);
  });
}

/** Waits for the token. An approved domain no longer needs one: its record is not written, so an empty token is returned. */
export async function waitForToken(
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
  throw new pulumi.RunError(`Azure returned no validation token for ${hostName} (state ${current.state}). Run the update again.`);
}
