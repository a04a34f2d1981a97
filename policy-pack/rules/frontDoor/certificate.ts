import { sameText } from "../reading/arm";
import { get, isMissing, isUnknown } from "../reading/values";
import type { Outcome, RuleResource } from "../rule";

const PATH = "tlsSettings";
/** Certificates that Azure issues and renews: for customers, and for Microsoft's own domains. */
const MANAGED = ["ManagedCertificate", "AzureFirstPartyManagedCertificate"];

/** Compliant: the domain has a managed certificate, which is Azure's default, or one of the customer that is in Key Vault. */
export function checkCertificate({ props }: RuleResource): Outcome {
  const settings = get(props, PATH);
  if (isMissing(settings)) return [];
  const [type, secret] = [get(settings, "certificateType"), get(settings, "secret.id")];
  if (isUnknown(type)) return [{ unknown: isUnknown(settings) ? PATH : `${PATH}.certificateType` }];
  if (isMissing(type) || MANAGED.some((one) => sameText(one, type))) return [];
  const isCustomer = sameText(type, "CustomerCertificate");
  // The id of a secret that is not known yet is still an id.
  if (isCustomer && !isMissing(secret) && secret !== "") return [];
  const path = isCustomer ? `${PATH}.secret.id` : `${PATH}.certificateType`;
  return [{ path, found: isCustomer ? secret : type, expected: "ManagedCertificate, or CustomerCertificate with the id of a Secret" }];
}
