import { checkProperty, is } from "../reading/expect";
import { isNotPublic } from "../reading/firewall";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

const [INGESTION, QUERY] = ["publicNetworkAccessForIngestion", "publicNetworkAccessForQuery"];

/**
 * Compliant: the workspace accepts no key, and neither logs nor queries from public networks, unless configuration allows those.
 * A workspace without a private link scope is public in both directions: one cause, so one finding.
 */
export function checkWorkspaceAccess(workspace: RuleResource, context: RuleContext): Outcome {
  return [...checkNetworks(workspace, context), ...checkProperty(workspace, "features.disableLocalAuth", is(true), context)];
}

function checkNetworks(workspace: RuleResource, context: RuleContext): CheckResults {
  if (context.config.publicNetworkAccess === "allowed") return [];
  const results = [INGESTION, QUERY].flatMap((path = "") => checkProperty(workspace, path, isNotPublic, context));
  const [first] = results;
  const isBoth = results.every((item) => "path" in item) && results.length === 2;
  return first !== undefined && "path" in first && isBoth
    ? [{ ...first, expected: `${first.expected}, and the same for ${QUERY}` }]
    : results;
}
