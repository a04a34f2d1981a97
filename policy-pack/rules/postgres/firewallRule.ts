import { addressNumber } from "../reading/addresses";
import { isUnknown } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Compliant: a range that does not start at 0.0.0.0 and admits no more addresses than configured. */
export function checkFirewallRule({ props: { startIpAddress, endIpAddress } }: RuleResource, { config }: RuleContext): Outcome {
  if (isUnknown(startIpAddress)) return [{ unknown: "startIpAddress" }];
  const start = addressNumber(startIpAddress);
  if (start === undefined) return [{ path: "startIpAddress", found: startIpAddress, expected: "an IPv4 address" }];
  if (start === 0)
    return [{ path: "startIpAddress", found: startIpAddress, expected: "an address of your own: 0.0.0.0 means all of Azure" }];
  if (isUnknown(endIpAddress)) return [{ unknown: "endIpAddress" }];
  const end = addressNumber(endIpAddress);
  if (end === undefined) return [{ path: "endIpAddress", found: endIpAddress, expected: "an IPv4 address" }];
  const count = end - start + 1;
  if (count <= Number(config.maxIps)) return [];
  return [{ path: "endIpAddress", found: `${count} addresses`, expected: `at most ${config.maxIps} addresses in a rule` }];
}
