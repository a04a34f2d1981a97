import { INGRESS } from "../facts/tokens";
import { asUndecided } from "../reading/listed";
import { perStack } from "../reading/memoize";
import { allInTurn, anyInTurn, isEqual, type Match } from "../reading/selectors";
import { get, isUnknown, type Value } from "../reading/values";
import type { CheckResults, RuleResource } from "../rule";
import { type EdgeResult, HEADER_CHECKED } from "./result";

/** Annotation of F5's controller: a `master` has the server block of a host, its `minion`s have the paths. */
export const MERGEABLE = "nginx.org/mergeable-ingress-type";
/** Snippets that the controller reads from a master and ignores in a minion. */
export const SERVER_SNIPPETS = "nginx.org/server-snippets";

/** Snippets of locations, which a minion without its own inherits from its master. */
export const LOCATION_SNIPPETS = "nginx.org/location-snippets";

const HOST = "spec.rules[0].host";
const FIX = `Add the condition to ${SERVER_SNIPPETS} of the master with this host, or to ${LOCATION_SNIPPETS} of the minion.`;

/** Value of an annotation of an object. */
export function annotationOf({ props }: RuleResource, name: string): Value {
  return get(props, `metadata.annotations["${name}"]`);
}

/** The Ingresses of a stack that are, or may be, masters. */
export const mastersIn = perStack((stack) =>
  stack.ofType(INGRESS).filter((ingress) => ingress.isPatch !== true && isMaster(ingress) !== false),
);

function isMaster(ingress: RuleResource): Match {
  return isEqual(annotationOf(ingress, MERGEABLE), "master");
}

/**
 * The result for a minion, which its master's check includes: both may be in any namespace, and a host has one master (F5 NGINX Ingress
 * Controller, mergeable Ingress types; nginx/kubernetes-ingress, internal/configs/annotations.go, 2026).
 *
 * @param own result for the minion's own annotations.
 * @param isSound whether the snippets of a master refuse requests without the id at this minion's paths.
 */
export function withMaster(
  own: EdgeResult,
  minion: RuleResource,
  masters: readonly RuleResource[],
  isSound: (master: RuleResource) => Match,
): EdgeResult {
  if (own.checked) return own;
  const host = get(minion.props, HOST);
  const includes = (master: RuleResource) =>
    allInTurn(
      () => isMaster(master),
      () => isSameHost(host, get(master.props, HOST)),
      () => isSound(master),
    );
  const included = anyInTurn(...masters.filter((master) => master !== minion).map((master) => () => includes(master)));
  if (included === true) return HEADER_CHECKED;
  return { ...own, outcome: isUnknown(included) ? asUndecided(own.outcome, HOST) : withFix(own.outcome) };
}

function isSameHost(one: Value, other: Value): Match {
  const same = isEqual(one, other);
  return same === true ? typeof one === "string" && one !== "" : same;
}

function withFix(outcome: CheckResults): CheckResults {
  return outcome.map((item) => ("unknown" in item ? item : { ...item, fix: FIX }));
}
