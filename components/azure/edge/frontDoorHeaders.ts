import * as cdn from "@pulumi/azure-native/cdn";
import type * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";

export interface SecurityHeadersArgs {
  /** Resource group of the profile, and the name of the rule set. */
  readonly context: GroupContext;
  /** Name of the Front Door profile. */
  readonly profileName: pulumi.Input<string>;
  /** Days for which browsers use HTTPS only (`max-age` of HSTS). */
  readonly hstsMaxAgeDays: number;
}

const SECONDS_IN_DAY = 86_400;

/**
 * Creates rules that set and remove response headers. They overwrite the application's headers, so a header that one workload
 * omits is still sent. The Content-Security-Policy is left to the application, because it depends on what its pages load.
 * @returns the id of the rule set, which resolves after its rules exist
 */
export function createSecurityHeaderRules(
  name: string,
  args: SecurityHeadersArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { context, profileName, hstsMaxAgeDays } = args;
  const parent = { resourceGroupName: context.resourceGroupName, profileName };
  const ruleSet = new cdn.RuleSet(name, { ...parent, ruleSetName: context.name("ruleSet", "headers") }, opts);
  const added = new cdn.Rule(
    `${name}-added`,
    { ...parent, ruleSetName: ruleSet.name, ruleName: "SecurityHeaders", order: 1, actions: securityHeaderActions(hstsMaxAgeDays) },
    opts,
  );
  const removed = new cdn.Rule(
    `${name}-removed`,
    { ...parent, ruleSetName: ruleSet.name, ruleName: "HideImplementation", order: 2, actions: IMPLEMENTATION_HEADERS.map(remove) },
    // Front Door rejects concurrent changes to one rule set.
    { ...opts, dependsOn: [added] },
  );
  return removed.id.apply(() => ruleSet.id);
}

/** Without includeSubDomains: other hosts below a domain may belong to other teams and may not support HTTPS. */
function securityHeaderActions(hstsMaxAgeDays: number) {
  return [
    overwrite("Strict-Transport-Security", `max-age=${hstsMaxAgeDays * SECONDS_IN_DAY}`),
    overwrite("X-Content-Type-Options", "nosniff"),
    overwrite("X-Frame-Options", "DENY"),
    overwrite("Referrer-Policy", "strict-origin-when-cross-origin"),
  ];
}

const IMPLEMENTATION_HEADERS = ["Server", "X-Powered-By"] as const;

function overwrite(headerName: string, value: string) {
  return { name: "ModifyResponseHeader" as const, parameters: { typeName: TYPE_NAME, headerAction: "Overwrite", headerName, value } };
}

function remove(headerName: string) {
  return { name: "ModifyResponseHeader" as const, parameters: { typeName: TYPE_NAME, headerAction: "Delete", headerName } };
}

const TYPE_NAME = "DeliveryRuleHeaderActionParameters" as const;
