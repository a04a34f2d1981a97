import { AKS_GATEWAY_NAMESPACE, AKS_ROOT_NAMESPACE, ISTIO_ROOT_NAMESPACE } from "../facts/namespaces";
import { PEER_AUTHENTICATION } from "../facts/tokens";
import { isListed, unlessListed } from "../reading/listed";
import { declaredNamespace, NAMESPACE_PATH, strings } from "../reading/pods";
import { entries, get, isMissing, isRecord, isUnknown, type Located, locate, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Option that lists the namespaces in which everything may be allowed. */
export const PUBLIC_NAMESPACES = "publicNamespaces";
const MODE = "spec.mtls.mode";
const PORT_MODES = "spec.portLevelMtls";
const ACTION = "spec.action";
const ROOT_NAMESPACES: readonly Value[] = [AKS_ROOT_NAMESPACE, ISTIO_ROOT_NAMESPACE];
/** Modes that accept plain text. */
const PLAIN_TEXT_MODES: readonly Value[] = ["PERMISSIVE", "DISABLE"];

/** A PeerAuthentication requires mutual TLS; an AuthorizationPolicy that allows has conditions in each rule. */
export function checkMesh(resource: RuleResource, context: RuleContext): Outcome {
  if (resource.type === PEER_AUTHENTICATION) return checkPeers(resource);
  const listed = isListed(declaredNamespace(resource), strings(context, PUBLIC_NAMESPACES), [AKS_GATEWAY_NAMESPACE, "istio-ingress"]);
  return unlessListed(listed, NAMESPACE_PATH, () => checkRules(resource));
}

/** A policy without a mode inherits that of its namespace or mesh; the mesh's own has none to inherit and is permissive. */
function checkPeers(resource: RuleResource): CheckResults {
  const mode = get(resource.props, MODE);
  const isInherited = isMissing(mode) || mode === "UNSET";
  const isMeshWide = ROOT_NAMESPACES.includes(declaredNamespace(resource)) && isMissing(get(resource.props, "spec.selector"));
  const own = isInherited && !isMeshWide ? [] : checkMode({ path: MODE, value: mode });
  return [...own, ...portModes(resource.props).flatMap(checkMode)];
}

function portModes(props: RuleResource["props"]): readonly Located[] {
  const ports = get(props, PORT_MODES);
  if (isUnknown(ports)) return [{ path: PORT_MODES, value: ports }];
  return entries(ports)
    .map(([port, setting]) => ({ path: `${PORT_MODES}.${port}.mode`, value: isUnknown(setting) ? setting : get(setting, "mode") }))
    .filter(({ value }) => isUnknown(value) || PLAIN_TEXT_MODES.includes(value));
}

function checkMode({ path, value }: Located): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  return value === "STRICT" ? [] : [{ path, found: value, expected: "STRICT" }];
}

/** ALLOW is the default action. A rule without `from`, `to` and `when` matches every request. */
function checkRules({ props }: RuleResource): Outcome {
  const action = get(props, ACTION);
  if (!isUnknown(action) && !isMissing(action) && action !== "ALLOW") return NOT_APPLICABLE;
  const results = locate(props, "spec.rules[*]").flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    const isEmpty = isMissing(value) || (isRecord(value) && ["from", "to", "when"].every((key) => isMissing(value[key])));
    return isEmpty ? [{ path, found: value ?? {}, expected: "a rule with from, to or when" }] : [];
  });
  return isUnknown(action) && results.length > 0 ? [{ unknown: ACTION }] : results;
}
