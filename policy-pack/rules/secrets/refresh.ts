import { EXTERNAL_SECRET } from "../facts/tokens";
import { secondsOf } from "../reading/durations";
import { checkProperty, isOneOf } from "../reading/expect";
import { get, isMissing, isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Option with the longest refresh interval. */
export const LONGEST_MINUTES = "longestRefreshMinutes";
const INTERVAL = "spec.refreshInterval";
const POLICY = "spec.refreshPolicy";
const KEY_VAULT = "spec.provider.azurekv";

/** An ExternalSecret is refreshed often enough; a store for Key Vault signs in as a workload. Its default is a client secret. */
export function checkExternalSecret(resource: RuleResource, context: RuleContext): Outcome {
  if (resource.type === EXTERNAL_SECRET) return checkRefresh(resource, context);
  const vault = get(resource.props, KEY_VAULT);
  if (isUnknown(vault)) return [{ unknown: KEY_VAULT }];
  return isMissing(vault) ? NOT_APPLICABLE : checkProperty(resource, `${KEY_VAULT}.authType`, isOneOf("WorkloadIdentity"), context);
}

/** With the other policies the interval has no effect: the secret is read once, or when its definition changes. */
function checkRefresh(resource: RuleResource, context: RuleContext): CheckResults {
  const policy = get(resource.props, POLICY);
  const results = isMissing(policy) ? [] : checkProperty(resource, POLICY, isOneOf("Periodic", ""), context);
  return results.length > 0 ? results : checkInterval(resource, Number(context.config[LONGEST_MINUTES]));
}

/** The operator's default is one hour. */
function checkInterval({ props }: RuleResource, longest: number): CheckResults {
  const interval = get(props, INTERVAL);
  if (isUnknown(interval)) return [{ unknown: INTERVAL }];
  const seconds = isMissing(interval) ? 3600 : secondsOf(interval);
  if (seconds !== undefined && seconds > 0 && seconds <= longest * 60) return [];
  return [{ path: INTERVAL, found: interval, expected: `at most ${longest} minutes, and not 0` }];
}
