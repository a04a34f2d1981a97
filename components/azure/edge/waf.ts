import * as frontdoor from "@pulumi/azure-native/frontdoor";
import type * as pulumi from "@pulumi/pulumi";
import { FRONT_DOOR_SKU } from "../../../policy-pack/rules/facts/frontDoor";
import type { FrontDoorConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface WafArgs {
  /** Resource group, name and tags of the firewall policy. */
  readonly context: GroupContext;
  /** Mode of the firewall and rate limit per client. */
  readonly config: FrontDoorConfig["waf"];
}

/** Front Door rule set support policy, February 2026: both are the newest supported versions. */
const DEFAULT_RULE_SET = { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.2", ruleSetAction: "Block" };
const BOT_MANAGER_RULE_SET = { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" };

/** Parts of a request that the firewall's logs must not contain, because they can hold credentials. */
const SCRUBBED = [
  { matchVariable: "RequestHeaderNames", selectorMatchOperator: "Equals", selector: "Authorization", state: "Enabled" },
  { matchVariable: "RequestCookieNames", selectorMatchOperator: "EqualsAny", state: "Enabled" },
  { matchVariable: "QueryStringArgNames", selectorMatchOperator: "EqualsAny", state: "Enabled" },
];

/** Creates the web application firewall policy. The type is `frontdoor.Policy`: `cdn.Policy` belongs to the retired Azure CDN. */
export function createWafPolicy(name: string, { context, config }: WafArgs, opts: pulumi.CustomResourceOptions): frontdoor.Policy {
  return new frontdoor.Policy(
    name,
    {
      resourceGroupName: context.resourceGroupName,
      policyName: context.name("wafPolicy"),
      location: "Global",
      sku: { name: FRONT_DOOR_SKU },
      policySettings: {
        enabledState: "Enabled",
        mode: config.mode,
        requestBodyCheck: "Enabled",
        state: "Enabled",
        scrubbingRules: SCRUBBED,
      },
      managedRules: { managedRuleSets: [DEFAULT_RULE_SET, BOT_MANAGER_RULE_SET] },
      customRules: { rules: [rateLimit(config.rateLimitPerMinute)] },
      tags: context.tags,
    },
    opts,
  );
}

/** Counts by socket address: `RemoteAddr` can be taken from X-Forwarded-For, which the client controls. */
function rateLimit(perMinute: number) {
  return {
    name: "RateLimitPerClient",
    priority: 100,
    enabledState: "Enabled",
    ruleType: "RateLimitRule",
    rateLimitDurationInMinutes: 1,
    rateLimitThreshold: perMinute,
    matchConditions: [{ matchVariable: "SocketAddr", operator: "IPMatch", matchValue: ["0.0.0.0/0", "::/0"] }],
    groupBy: [{ variableName: "SocketAddr" }],
    action: "Block",
  };
}
