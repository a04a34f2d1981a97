import { AKS_GATEWAY_NAMESPACE } from "../facts/namespaces";
import { AUTHORIZATION_POLICY, PEER_AUTHENTICATION } from "../facts/tokens";
import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { checkMesh, PUBLIC_NAMESPACES } from "./meshPolicies";

/** Istio: encryption and authorization between pods of the mesh. */
export const rules: readonly Rule[] = [
  {
    id: "MESH-01",
    name: "mesh-mtls-strict",
    title: "PeerAuthentication is STRICT and AuthorizationPolicy is not allow-all",
    why: "Without mutual TLS traffic between pods can be read and forged, and a rule without conditions allows every request.",
    fix: "Set spec.mtls.mode to STRICT, and name principals, namespaces or paths in each rule.",
    severity: "low",
    enforcement: "advisory",
    url: "https://istio.io/latest/docs/ops/best-practices/security/",
    options: {
      [PUBLIC_NAMESPACES]: namesOption(
        "Namespaces in which an AuthorizationPolicy may allow everything: those of ingress gateways.",
        AKS_GATEWAY_NAMESPACE,
        "istio-ingress",
      ),
    },
    types: [PEER_AUTHENTICATION, AUTHORIZATION_POLICY],
    remedy: { mode: "STRICT" },
    check: checkMesh,
  },
];
