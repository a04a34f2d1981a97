import { MANAGED_CLUSTER, PEER_AUTHENTICATION } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { anyOf, type Match } from "../reading/selectors";
import { get, isUnknown, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

const MESH = "serviceMeshProfile.mode";
const TRANSIT = "networkProfile.advancedNetworking.security.transitEncryption.type";

/**
 * Compliant: the cluster has the Istio add-on or encrypts between its nodes, or the stack declares an Istio PeerAuthentication that
 * requires mutual TLS: then a mesh is installed that the cluster's own settings do not show.
 */
export function checkEncryptedTraffic(stack: StackView, { config }: RuleContext): Outcome {
  const clusters = stack.ofType(MANAGED_CLUSTER);
  if (clusters.length === 0 || config.tlsHandledByApp === true) return NOT_APPLICABLE;
  const installed = anyOf(stack.ofType(PEER_AUTHENTICATION).map(({ props }) => isText(get(props, "spec.mtls.mode"), "STRICT")));
  return clusters.flatMap((resource): CheckResults => {
    const encrypted = anyOf([installed, ...isEncrypted(resource)]);
    if (encrypted === true) return [];
    if (isUnknown(encrypted)) return [{ unknown: MESH, resource }];
    return [
      {
        path: MESH,
        found: get(resource.props, MESH),
        expected: "Istio, or encryption that the application or another mesh provides",
        resource,
      },
    ];
  });
}

function isEncrypted({ props }: RuleResource): readonly Match[] {
  const transit = get(props, TRANSIT);
  return [isText(get(props, MESH), "Istio"), isText(transit, "WireGuard"), isText(transit, "mTLS")];
}

function isText(value: Value, text: string): Match {
  return isUnknown(value) ? UNKNOWN : sameText(value, text);
}
