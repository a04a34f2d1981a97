import { REGISTRY_CACHE_RULE } from "../facts/tokens";
import { armIs } from "../reading/arm";
import { all, is, property } from "../reading/expect";
import { isListed, unlessListed } from "../reading/listed";
import { strings } from "../reading/pods";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const checkRegistry = all(property("encryption.status", armIs("enabled")), property("dataEndpointEnabled", is(true)));

/** Compliant: a registry has its own key and data endpoints, and configuration lists the sources of its cache rules. */
export function checkCustomerKey(resource: RuleResource, context: RuleContext): Outcome {
  if (resource.type !== REGISTRY_CACHE_RULE) return checkRegistry(resource, context);
  const { sourceRepository } = resource.props;
  return unlessListed(isListed(sourceRepository, strings(context, "allowedSources")), "sourceRepository", () => [
    { path: "sourceRepository", found: sourceRepository, expected: "a repository in allowedSources" },
  ]);
}
