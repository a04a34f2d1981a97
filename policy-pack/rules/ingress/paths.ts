import { INGRESS } from "../facts/tokens";
import { at, below } from "../reading/pods";
import { isMissing, isUnknown, type Located, toText, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { goBoolean } from "./goBoolean";
import { classOf } from "./ingressClass";
import { annotationOf } from "./mergeable";

/** A second Ingress for the same requests by design: part of them is sent to another version. */
const CANARY = "nginx.ingress.kubernetes.io/canary";
/** Characters that end a directive, a block or an argument in nginx's configuration; braces are part of regular expressions. */
const CONTROL = { plain: /[\s;{}"'#\\]/, expression: /[\s;"'#]/ };

/** Compliant: one Ingress of a class receives the requests for a host and path, and no path can end a directive of nginx. */
export function checkPaths(stack: StackView): Outcome {
  const ingresses = stack.ofType(INGRESS).filter(({ isPatch }) => isPatch !== true);
  if (ingresses.length === 0) return NOT_APPLICABLE;
  const owners = new Map<string, RuleResource>();
  return ingresses.flatMap((ingress) => routesOf(ingress).flatMap((route) => checkRoute(route, owners)));
}

interface Route {
  readonly ingress: RuleResource;
  readonly host: Value;
  readonly path: Located;
  readonly type: Value;
}

function routesOf(ingress: RuleResource): readonly Route[] {
  return below({ path: "spec", value: ingress.props.spec }, "rules[*]").flatMap((rule) =>
    below(rule, "http.paths[*]").map((place) => ({
      ingress,
      host: at(rule, "host").value,
      path: at(place, "path"),
      type: at(place, "pathType").value,
    })),
  );
}

function checkRoute(route: Route, owners: Map<string, RuleResource>): CheckResults {
  const { ingress, host, path } = route;
  const [type, ingressClass, canary] = [route.type, classOf(ingress).value, annotationOf(ingress, CANARY)];
  if (isUnknown(path.value)) return [{ unknown: path.path, resource: ingress }];
  const text = isMissing(path.value) ? "/" : toText(path.value);
  const characters = checkCharacters(text, route);
  if (characters.length > 0 || goBoolean(canary) === true || [host, type, ingressClass, canary].some(isUnknown)) return characters;
  const isPrefix = type === "Prefix" && text !== "/";
  const key = JSON.stringify([ingressClass ?? null, host ?? null, type ?? null, isPrefix ? text.replace(/\/+$/, "") : text]);
  const owner = owners.get(key);
  if (owner === undefined) {
    owners.set(key, ingress);
    return [];
  }
  return [{ path: path.path, found: text, expected: `a path of this host that ${owner.name} does not have`, resource: ingress }];
}

function checkCharacters(text: string, { type, path, ingress }: Route): CheckResults {
  const control = type === "Exact" || type === "Prefix" ? CONTROL.plain : CONTROL.expression;
  return control.test(text)
    ? [{ path: path.path, found: text, expected: "a path without ; { } quotes and spaces", resource: ingress }]
    : [];
}
