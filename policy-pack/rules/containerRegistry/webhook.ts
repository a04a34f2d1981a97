import { isUnknown } from "../reading/values";
import type { Outcome, RuleResource } from "../rule";

/** Compliant: the address starts with https://. The rest may contain a token, so it is never shown. */
export function checkWebhook({ props: { serviceUri } }: RuleResource): Outcome {
  if (isUnknown(serviceUri)) return [{ unknown: "serviceUri" }];
  if (typeof serviceUri === "string" && /^https:\/\//i.test(serviceUri)) return [];
  return [{ path: "serviceUri", expected: "an https:// address" }];
}
