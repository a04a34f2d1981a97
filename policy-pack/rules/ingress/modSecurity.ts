import { type Edge, EXACT_ID, HEADER } from "./edge";
import { areFrontDoorIds, idsOf } from "./idPattern";

/** Why a ModSecurity snippet does not check the id. */
export interface Fault {
  readonly expected: string;
  readonly fix?: string;
}

interface SecRule {
  readonly target: string;
  readonly operator: string;
  readonly actions: readonly string[];
}

const SEC_RULE = /^SecRule\s+"?([^\s"]+)"?\s+"([^"]*)"\s+"([^"]*)"$/i;
const ENGINE = /^SecRuleEngine\s+(\S+)$/i;
/** Directives and actions that disable rules, or end their evaluation early. */
const LOOSENING = /SecRule(?:Remove|Update)|ctl:\s*rule|[",]\s*(?:allow|skip|skipAfter)\b/i;
/** Response headers, response body, logging. */
const LATE_PHASE = /^phase:\s*'?(?:[345]|response|logging)'?$/;
/** ingress-nginx writes the snippet between single quotes as it is (template.go: buildModSecurityForLocation). */
const UNESCAPED_QUOTE = /(?<!\\)'/;
const COUNTS = ["!@eq 1", "@eq 0", "@lt 1", "@le 0", "!@ge 1", "!@gt 0"];
/** Operators that compare the whole value, each with the part that holds the ids. Without a name an operator is `@rx`. */
const WHOLE_VALUE = [/^!@streq\s+(\S+)$/, /^!(?:@rx\s+)?(\^\S+\$)$/, /^(?:@rx\s+)?\^\(\?!(\S+\$)\)(?:\.\*\$?)?$/];

/**
 * The snippet rejects requests whose X-Azure-FDID is missing, and requests in which it is not exactly the id.
 *
 * The negative look-ahead `@rx ^(?!<id>)`, which published examples use, compares only the beginning: an id followed by other
 * characters passes, and every value passes if the template inserts an empty id. With `$` after the id it compares the whole value.
 */
export function faultOf(snippet: string, edge: Edge): Fault | undefined {
  if (UNESCAPED_QUOTE.test(snippet)) return { expected: "no single quote without a backslash: nginx refuses its whole configuration" };
  const directives = directivesOf(snippet);
  const rules = directives.flatMap((directive) => parse(directive) ?? []);
  const engine = directives.flatMap((directive) => ENGINE.exec(directive)?.[1] ?? []).at(-1);
  if (engine?.toLowerCase() !== "on") return { expected: "SecRuleEngine On" };
  const loosening = directives.find((directive) => LOOSENING.test(directive));
  if (loosening !== undefined) return { expected: "no directive that disables or skips rules" };
  const counts = rules.some(
    ({ target, operator, actions }) => target === `&request_headers:${HEADER}` && COUNTS.includes(operator) && denies(actions),
  );
  if (!counts) return { expected: 'a rule of phase 1 or 2 that denies where &REQUEST_HEADERS:X-Azure-FDID is "!@eq 1"' };
  return comparisonFault(
    rules.filter(({ target, actions }) => target === `request_headers:${HEADER}` && denies(actions)),
    edge,
  );
}

function comparisonFault(rules: readonly SecRule[], edge: Edge): Fault | undefined {
  const compared = rules.flatMap(({ operator }) => WHOLE_VALUE.flatMap((pattern) => pattern.exec(operator)?.[1] ?? []));
  if (compared.some((ids) => areFrontDoorIds(idsOf(ids), edge))) return undefined;
  if (rules.some(({ operator }) => operator.startsWith("!@streq"))) return { expected: EXACT_ID };
  const fix = "@rx ^(?!id) and !@rx ^id compare only the beginning, so <id>anything passes: compare with !@streq.";
  const isPattern = rules.some(({ operator }) => operator.includes("@rx"));
  return { expected: 'a rule of phase 1 or 2 that denies where REQUEST_HEADERS:X-Azure-FDID is "!@streq <id>"', ...(isPattern && { fix }) };
}

/** Whether a snippet consists of nothing but rules that deny requests by the header, soundly or not, and the switch of the engine. */
export function isFrontDoorRule(snippet: string): boolean {
  const directives = directivesOf(snippet);
  const isOwn = (directive: string) => {
    const rule = parse(directive);
    if (rule === undefined) return ENGINE.test(directive);
    return rule.target.replace(/^&/, "") === `request_headers:${HEADER}` && denies(rule.actions);
  };
  return directives.length > 0 && directives.every(isOwn);
}

/** Directives of a snippet, without comments and line continuations, with quotes that a template escaped restored. */
function directivesOf(snippet: string): readonly string[] {
  return snippet
    .replace(/\\\r?\n/g, " ")
    .replace(/\\(["'])/g, "$1")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function parse(directive: string): SecRule | undefined {
  const [, target, operator, actions] = SEC_RULE.exec(directive) ?? [];
  if (target === undefined || operator === undefined || actions === undefined) return undefined;
  return {
    target: target.toLowerCase(),
    operator: operator.trim(),
    actions: actions.split(",").map((action) => action.trim().toLowerCase()),
  };
}

/** A chained rule denies only if the next rule also matches; from phase 3 on the backend has already received the request. */
function denies(actions: readonly string[]): boolean {
  const isTooLate = actions.some((action) => LATE_PHASE.test(action));
  return (actions.includes("deny") || actions.includes("drop")) && !actions.includes("chain") && !actions.includes("pass") && !isTooLate;
}
