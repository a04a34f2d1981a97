import * as token from "../facts/tokens";
import type { CheckResults, Finding, Outcome, RuleContext, RuleResource, StackView } from "../rule";
import { NOT_APPLICABLE } from "../rule";
import { anyEdge, type Edge } from "./edge";
import { comparesHeader } from "./headerComparisons";
import type { EdgeResult } from "./result";

/** Option for stacks in which no Front Door and no id is known. */
export const FRONT_DOOR = "frontDoor";
/** Resources of a Front Door whose profile may be in another stack. */
export const FRONT_DOOR_TYPES: readonly string[] = [
  token.AFD_ENDPOINT,
  token.AFD_ORIGIN,
  token.AFD_ROUTE,
  token.AFD_CUSTOM_DOMAIN,
  token.FRONT_DOOR_CLASSIC,
];

const NAMED = 3;

type Check = (stack: StackView, route: RuleResource, edge: Edge) => EdgeResult;

/**
 * Routes of a stack without a Front Door and without a configured id. A route that compares the header is meant to check it, so an unsound
 * check is a violation whichever Front Door it is for. Nothing shows whether a Front Door sends requests to the others: a violation
 * would be wrong wherever none is used, so one advisory finding names them.
 */
export function checkWithoutFrontDoor(stack: StackView, routes: readonly RuleResource[], context: RuleContext, check: Check): Outcome {
  const edge = anyEdge(context);
  const results = routes.map((route) => ({ route, outcome: check(stack, route, edge).outcome }));
  const isRequired = context.config[FRONT_DOOR] === "required" || stack.ofType(...FRONT_DOOR_TYPES).length > 0;
  const isMeant = ({ route }: { readonly route: RuleResource }) => isRequired || comparesHeader(route);
  const meant = results.filter(isMeant).flatMap(({ outcome }) => outcome);
  const others = results.filter((one) => !isMeant(one) && one.outcome.some((item) => !("unknown" in item))).map(({ route }) => route);
  if (context.config[FRONT_DOOR] === "none") return results.some(isMeant) ? meant : NOT_APPLICABLE;
  return [...meant, ...advice(others)];
}

function advice(routes: readonly RuleResource[]): CheckResults {
  const [first] = routes;
  if (first === undefined) return [];
  const names = routes.slice(0, NAMED).map(({ name }) => name);
  const more = routes.length > NAMED ? ` and ${routes.length - NAMED} more` : "";
  const finding: Finding = {
    resource: first,
    path: "spec",
    found: `no check of X-Azure-FDID in ${names.join(", ")}${more}, and no Front Door in this stack`,
    expected: "a check of the id, if a Front Door of another stack sends requests to them",
    fix: "Set frontDoorId, or frontDoor to required, if one does; list gateways that it does not use in internalGateways; set frontDoor to none where none is used.",
    advisory: true,
  };
  return [finding];
}
