import * as frontdoor from "@pulumi/azure-native/frontdoor";
import type * as pulumi from "@pulumi/pulumi";
import { FRONT_DOOR_SKU } from "../../../policy-pack/rules/facts/frontDoor";
import type { FrontDoorConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface WafArgs {
  readonly context: GroupContext;
  /** Mode and rate limit. */
  readonly config: FrontDoorConfig["waf"];
}

/** Front Door rule set support policy, February 2026: both are the newest that are supported. */
const DEFAULT_RULE_SET = { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.2", ruleSetAction: "Block" };
const BOT_MANAGER_RULE_SET = { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" };

/** What the firewall's logs must not repeat: credentials travel in these. */
const SCRUBBED = [
  { matchVariable: "RequestHeaderNames", selectorMatchOperator: "Equals", selector: "Authorization", state: "Enabled" },
  { matchVariable: "RequestCookieNames", selectorMatchOperator: "EqualsAny", state: "Enabled" },
  { matchVariable: "QueryStringArgNames", selectorMatchOperator: "EqualsAny", state: "Enabled" },
];

/** The web application firewall: a `frontdoor.Policy`, because `cdn.Policy` is the one of the retired content delivery network. */
export function webApplicationFirewall(name: string, { context, config }: WafArgs, opts: pulumi.CustomResourceOptions): frontdoor.Policy {
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

/** Counts by socket address: `RemoteAddr` may come from X-Forwarded-For, which the client writes. */
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
