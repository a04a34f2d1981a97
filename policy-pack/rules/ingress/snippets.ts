import { CONFIG_MAP } from "../facts/tokens";
import { entries, get, isUnknown, type Value } from "../reading/values";
import type { CheckResults, RuleContext, RuleResource } from "../rule";
import { goBoolean } from "./goBoolean";
import { isFrontDoorRule } from "./modSecurity";
import { isFrontDoorCondition } from "./nginxCondition";

/** Option for controllers that read snippets of Ingresses, which a check of X-Azure-FDID in annotations needs. */
export const ALLOW_SNIPPETS = "allowSnippetAnnotations";

const ANNOTATIONS = "metadata.annotations";
/** Annotations of ingress-nginx and of F5's controller whose text becomes part of nginx's configuration. */
const SNIPPET = /^(?:nginx\.ingress\.kubernetes\.io\/(?:[\w-]+-)?snippet|nginx\.org\/(?:server|location)-snippets)$/;
const SWITCH = 'data["allow-snippet-annotations"]';

/**
 * Compliant: no annotation adds text to nginx's configuration, other than rules that only check X-Azure-FDID; and the controller's
 * ConfigMap does not allow such annotations, which is ingress-nginx's default since 1.9.
 */
export function checkSnippets(resource: RuleResource, { config }: RuleContext): CheckResults {
  if (resource.type === CONFIG_MAP) return config[ALLOW_SNIPPETS] === true ? [] : checkSwitch(get(resource.props, SWITCH));
  const annotations = get(resource.props, ANNOTATIONS);
  if (isUnknown(annotations)) return [{ unknown: ANNOTATIONS }];
  return entries(annotations)
    .filter(([name]) => SNIPPET.test(name))
    .flatMap(([name, value]): CheckResults => {
      const path = `${ANNOTATIONS}["${name}"]`;
      if (isUnknown(value)) return [{ unknown: path }];
      // The text is not quoted: it may set a header with a credential.
      return isAllowed(name, value) ? [] : [{ path, expected: "no snippet, or one that only checks X-Azure-FDID" }];
    });
}

function checkSwitch(value: Value): CheckResults {
  if (isUnknown(value)) return [{ unknown: SWITCH }];
  if (value !== true && goBoolean(value) !== true) return [];
  const fix = `Remove allow-snippet-annotations; if Ingresses check X-Azure-FDID in a snippet, set the option ${ALLOW_SNIPPETS}.`;
  return [{ path: SWITCH, found: value, expected: '"false"', fix }];
}

function isAllowed(name: string, value: Value): boolean {
  if (typeof value !== "string" || value.trim() === "") return true;
  return name.endsWith("/modsecurity-snippet") ? isFrontDoorRule(value) : isFrontDoorCondition(value);
}
