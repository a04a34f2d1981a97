import * as frontdoor from "@pulumi/azure-native/frontdoor";
import type * as pulumi from "@pulumi/pulumi";
import { FRONT_DOOR_SKU } from "../../../policy-pack/rules/facts/frontDoor";
import type { WafConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { customRules } from "./wafCustomRules";
import { managedRuleSets } from "./wafManagedRules";

export interface WafArgs {
  /** Resource group, name and tags of the firewall policy. */
  readonly context: GroupContext;
  /** Mode of the firewall, its rate limits, custom rules, exclusions and overrides. */
  readonly config: WafConfig;
}

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
      managedRules: { managedRuleSets: managedRuleSets(config) },
      customRules: { rules: customRules(config) },
      tags: context.tags,
    },
    opts,
  );
}
