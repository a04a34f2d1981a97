import { checkValue, isNot, isOneOf, isSet } from "../reading/expect";
import { strings } from "../reading/pods";
import { entries, get, isUnknown, type Located } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

/** Option that lists the allowed providers. */
export const PROVIDERS = "allowedProviders";
const PROVIDER = "spec.provider";
const PARAMETERS = "spec.parameters";
/** Identities that every pod of the node can use, or that Microsoft no longer supports. */
const OTHER_IDENTITIES = ["useVMManagedIdentity", "usePodIdentity"];

/**
 * A SecretProviderClass uses an allowed provider, and with `azure` the workload's own identity: its client id, its tenant, and neither
 * the node's identity nor pod identity.
 */
export function checkProviderClass({ props }: RuleResource, context: RuleContext): Outcome {
  const provider = { path: PROVIDER, value: get(props, PROVIDER) };
  const results = checkValue(provider, isOneOf(...strings(context, PROVIDERS)), context);
  if (provider.value !== "azure") return results;
  const parameters = get(props, PARAMETERS);
  if (isUnknown(parameters)) return [...results, { unknown: PARAMETERS }];
  const identities = OTHER_IDENTITIES.flatMap((name) => checkValue(parameter(props, name), isNot(true), context));
  // With the node's identity the client id selects one of the node's; one finding names the cause.
  return [...results, ...(identities.length > 0 ? identities : identityResults(props, context))];
}

function identityResults(props: RuleResource["props"], context: RuleContext): CheckResults {
  return ["clientID", "tenantId"].flatMap((name) => checkValue(parameter(props, name), isSet, context));
}

/** A parameter of the driver, in any case: it reads `tenantId` and `tenantID`. */
function parameter(props: RuleResource["props"], name: string): Located {
  const [key = name, value] = entries(get(props, PARAMETERS)).find(([one]) => one.toLowerCase() === name.toLowerCase()) ?? [];
  return { path: `${PARAMETERS}.${key}`, value };
}
