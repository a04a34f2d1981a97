import { type Edge, EXACT_ID } from "./edge";
import { areFrontDoorIds, idsOf } from "./idPattern";
import type { Fault } from "./modSecurity";
import { type Directive, directivesOf } from "./nginxConfig";

const CHECK = 'if ($http_x_azure_fdid != "<id>") { return 403; }';
/** Directives after which nginx does not reach a later condition: it runs those of the rewrite module in their order. */
const BEFORE = /^(?:break|return|rewrite|if|include|\w+_by_lua\w*)$/i;
/** The variable of the header, which `set` and similar directives replace. */
const VARIABLE = /^\$http_x_azure_fdid$/i;
/** Directives that answer the refused request with a page of the application, or are not read here. */
const ANYWHERE = /^(?:error_page|include)$/i;
const CONDITION = /^\(\s*\$http_x_azure_fdid (\S+) (.*?)\s*\)$/i;

/** The block that nginx inserts a snippet into. */
export type Place = "location" | "server";

/**
 * Whether a snippet refuses requests without the id by comparing the header's variable. `!=` compares the whole value with case,
 * `!~*` with anchors without it, and the variable of a missing header is empty. A location inside a location does not inherit the condition.
 */
export function conditionFaultOf(snippet: string, place: Place, edge: Edge): Fault | undefined {
  const directives = directivesOf(snippet);
  const index = directives.findIndex(comparesHeader);
  const condition = directives[index];
  if (condition === undefined) return { expected: CHECK };
  const blocking = directives.find(
    ({ name, args: [first = ""] }, position) =>
      (position < index && (BEFORE.test(name) || VARIABLE.test(first))) ||
      ANYWHERE.test(name) ||
      (place === "location" && name === "location"),
  );
  if (blocking !== undefined) return { expected: `${CHECK} before other conditions, without the directive ${blocking.name}` };
  return comparisonFault(condition, edge);
}

/** Whether a snippet consists of nothing but conditions on the header's variable that refuse requests. */
export function isFrontDoorCondition(snippet: string): boolean {
  const directives = directivesOf(snippet);
  return directives.length > 0 && directives.every((directive) => comparesHeader(directive) && isRefusal(directive));
}

function isRefusal({ block = [] }: Directive): boolean {
  return block.length === 1 && refuses(block);
}

/** The status code with which the condition of a snippet refuses requests. */
export function refusalStatusOf(snippet: string): string | undefined {
  const { block = [] } = directivesOf(snippet).find(comparesHeader) ?? {};
  return block.find(({ name }) => name.toLowerCase() === "return")?.args[0];
}

function comparesHeader({ name, args }: Directive): boolean {
  return name.toLowerCase() === "if" && CONDITION.test(args.join(" "));
}

function comparisonFault({ args, block = [] }: Directive, edge: Edge): Fault | undefined {
  const [, operator = "", text = ""] = CONDITION.exec(args.join(" ")) ?? [];
  if (!refuses(block)) return { expected: CHECK };
  const isWhole = operator === "!=" || (/^!~\*?$/.test(operator) && /^\^.*\$$/.test(text));
  if (isWhole) return areFrontDoorIds(operator === "!=" ? [text] : idsOf(text), edge) ? undefined : { expected: EXACT_ID };
  const fix = "~ and ~* search in the value, so text around the id passes: compare with !=.";
  return { expected: CHECK, ...(operator.includes("~") && { fix }) };
}

/** A response of nginx itself: an error or a redirect. */
function refuses(block: readonly Directive[]): boolean {
  const answer = block.find(({ name }) => BEFORE.test(name));
  return answer?.name.toLowerCase() === "return" && /^[345]\d\d$/.test(answer.args[0] ?? "");
}
