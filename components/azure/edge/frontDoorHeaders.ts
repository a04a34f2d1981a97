import * as cdn from "@pulumi/azure-native/cdn";
import type * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";

export interface SecurityHeadersArgs {
  readonly context: GroupContext;
  readonly profileName: pulumi.Input<string>;
  /** Days for which browsers remember to use HTTPS only. */
  readonly hstsMaxAgeDays: number;
}

const SECONDS_IN_DAY = 86_400;

/**
 * Rules that add and take away response headers. They overwrite what the application sends, so that one forgotten header in one
 * workload is no hole; a Content-Security-Policy stays the application's, because only it knows what its pages load.
 * @returns the id of the rule set, known once its rules stand
 */
export function securityHeaders(name: string, args: SecurityHeadersArgs, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const { context, profileName, hstsMaxAgeDays } = args;
  const parent = { resourceGroupName: context.resourceGroupName, profileName };
  const ruleSet = new cdn.RuleSet(name, { ...parent, ruleSetName: context.name("ruleSet", "headers") }, opts);
  const added = new cdn.Rule(
    `${name}-added`,
    { ...parent, ruleSetName: ruleSet.name, ruleName: "SecurityHeaders", order: 1, actions: securing(hstsMaxAgeDays) },
    opts,
  );
  const removed = new cdn.Rule(
    `${name}-removed`,
    { ...parent, ruleSetName: ruleSet.name, ruleName: "HideImplementation", order: 2, actions: REVEALING.map(remove) },
    // Front Door refuses two changes to one rule set at a time.
    { ...opts, dependsOn: [added] },
  );
  return removed.id.apply(() => ruleSet.id);
}

/** Without includeSubDomains: whether the other hosts below a domain speak HTTPS is not this platform's to say. */
function securing(hstsMaxAgeDays: number) {
  return [
    overwrite("Strict-Transport-Security", `max-age=${hstsMaxAgeDays * SECONDS_IN_DAY}`),
    overwrite("X-Content-Type-Options", "nosniff"),
    overwrite("X-Frame-Options", "DENY"),
    overwrite("Referrer-Policy", "strict-origin-when-cross-origin"),
  ];
}

const REVEALING = ["Server", "X-Powered-By"] as const;

function overwrite(headerName: string, value: string) {
  return { name: "ModifyResponseHeader" as const, parameters: { typeName: TYPE_NAME, headerAction: "Overwrite", headerName, value } };
}

function remove(headerName: string) {
  return { name: "ModifyResponseHeader" as const, parameters: { typeName: TYPE_NAME, headerAction: "Delete", headerName } };
}

const TYPE_NAME = "DeliveryRuleHeaderActionParameters" as const;
