import type * as pulumi from "@pulumi/pulumi";
import { createChallengeRecord } from "../azure/edge/publicZone";
import type { PlatformPlan, StampPlan } from "../plan/plan";
import { requireEntry } from "../requireEntry";
import type { StampData } from "./data";
import type { ChallengeGrantArgs, Grants } from "./grants";
import type { StampIdentities } from "./identities";

export interface ChallengeArgs {
  /** Plan of the environment. */
  readonly plan: PlatformPlan;
  /** Plan of the stamp. */
  readonly stamp: StampPlan;
}

/** Creates the record set in which cert-manager proves that it controls the stamp's host name; none with an issuer of the user's. */
export function createChallenge(
  name: string,
  { plan: { originIssuer, originZone }, stamp }: ChallengeArgs,
  identities: StampIdentities,
  parent: pulumi.Resource,
): ChallengeGrantArgs | undefined {
  if (originIssuer.type !== "acme") return undefined;
  const { id: recordId } = createChallengeRecord(name, { zone: originZone, hostName: stamp.originHost }, parent);
  return { recordId, principalId: identities.certManager().principalId, subscriptionId: originZone.subscriptionId };
}

/** Assigns the role with which cert-manager's identity reads the HMAC key of its ACME account, and nothing else, from the stamp's vault. */
export function createAccountGrant(
  grants: Grants,
  { acmeAccount }: StampPlan,
  identities: StampIdentities,
  { vault }: StampData,
): readonly pulumi.Resource[] {
  if (acmeAccount === undefined) return [];
  const scope = requireEntry(vault.secretIds, acmeAccount.secret, "vault secret");
  return [grants.assign("cert-manager-account", "Key Vault Secrets User", scope, identities.certManager().principalId)];
}
