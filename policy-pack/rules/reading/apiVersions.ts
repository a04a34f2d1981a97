import { SDK_API_VERSIONS } from "../facts/apiVersions";
import type { ResourceRule, RuleResource } from "../rule";
import { type Condition, checkProperty } from "./expect";
import { get, isMissing } from "./values";

/** Date of the Azure API version that a resource is written with: the one in its type token, or the SDK's default. */
export function apiVersionOf({ type, apiVersionDate }: RuleResource): number {
  return apiVersionDate ?? SDK_API_VERSIONS[type] ?? Number.POSITIVE_INFINITY;
}

/**
 * The check of a property whose default became the safe value in an API version: before it, an absent property is a violation.
 *
 * @param condition holds for an absent value.
 * @param safe the value to set, in words.
 */
export function safeByDefault(path: string, condition: Condition, since: number, safe: string): ResourceRule["check"] {
  return (resource, context) => {
    if (!isMissing(get(resource.props, path)) || apiVersionOf(resource) >= since) return checkProperty(resource, path, condition, context);
    return [{ path, found: undefined, expected: `${safe}, which is the default only since API version ${formatted(since)}` }];
  };
}

/** `20230101` as Azure writes it: `2023-01-01`. */
export function formatted(date: number): string {
  return String(date).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
}
