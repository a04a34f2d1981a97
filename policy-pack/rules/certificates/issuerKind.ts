import { CERTIFICATE } from "../facts/tokens";
import { checkValue, is } from "../reading/expect";
import { get, isMissing, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Option with the kind of issuer to use. */
export const ISSUER_KIND = "issuerKind";
const REF_KIND = "spec.issuerRef.kind";
const REF_GROUP = "spec.issuerRef.group";
const CERT_MANAGER = "cert-manager.io";

/** Certificates refer to the configured kind of issuer, and no issuer is of the other kind. Issuers of other API groups are not evaluated. */
export function checkIssuerKind({ type, props }: RuleResource, context: RuleContext): Outcome {
  const wanted = String(context.config[ISSUER_KIND]);
  if (type !== CERTIFICATE) return checkValue({ path: "kind", value: type.split(":").at(-1) }, is(wanted), context);
  const [kind, group] = [get(props, REF_KIND), get(props, REF_GROUP)];
  if (!isUnknown(group) && !isMissing(group) && group !== CERT_MANAGER) return NOT_APPLICABLE;
  // cert-manager's default is a kind of the namespace.
  const results = checkValue({ path: REF_KIND, value: isMissing(kind) ? "Issuer" : kind }, is(wanted), context);
  return isUnknown(group) && results.length > 0 ? [{ unknown: REF_GROUP }] : results;
}
