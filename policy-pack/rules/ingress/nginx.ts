import { at } from "../pods";
import type { Finding, RuleResource, Undecided } from "../rule";
import { get, isMissing, isUnknown } from "../values";
import type { Edge } from "./edge";
import { faultOf } from "./modSecurity";

const NGINX = "nginx.ingress.kubernetes.io";
const TRAEFIK = "traefik.ingress.kubernetes.io/router.middlewares";

/**
 * An Ingress checks the id in a ModSecurity snippet, or through a declared Traefik middleware. One that only redirects answers
 * nothing a caller could be after.
 */
export function judgeIngress(ingress: RuleResource, edge: Edge): readonly (Finding | Undecided)[] {
  const metadata = { path: "metadata", value: ingress.props.metadata };
  const annotation = (name: string) => at(metadata, `annotations["${name}"]`);
  if (isInternal(ingress, edge)) return [];
  if (["permanent-redirect", "temporal-redirect"].some((name) => !isMissing(annotation(`${NGINX}/${name}`).value))) return [];
  if (namesMiddleware(annotation(TRAEFIK).value, edge)) return [];
  const snippet = annotation(`${NGINX}/modsecurity-snippet`);
  if (isUnknown(snippet.value)) return [{ unknown: snippet.path, resource: ingress }];
  const engine = annotation(`${NGINX}/enable-modsecurity`);
  if (engine.value === "false") return [{ path: engine.path, found: engine.value, expected: "true", resource: ingress }];
  if (typeof snippet.value !== "string")
    return [{ path: snippet.path, found: snippet.value, expected: "rules on X-Azure-FDID", resource: ingress }];
  const fault = faultOf(snippet.value, edge);
  return fault === undefined ? [] : [{ path: snippet.path, ...fault, resource: ingress }];
}

function isInternal({ props }: RuleResource, { internal }: Edge): boolean {
  const name = get(props, "spec.ingressClassName") ?? get(props, 'metadata.annotations["kubernetes.io/ingress.class"]');
  return typeof name === "string" && internal.includes(name);
}

function namesMiddleware(annotation: unknown, { middlewares }: Edge): boolean {
  return typeof annotation === "string" && annotation.split(",").some((name) => middlewares.includes(name.trim()));
}
