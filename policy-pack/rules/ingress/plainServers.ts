import { isListedObject, unlessListed } from "../reading/listed";
import { at, below, strings } from "../reading/pods";
import { get, isMissing, isUnknown, toText } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { TERMINATED_ELSEWHERE } from "./ingressClass";

/** Protocols of Istio's Gateway that the gateway serves without TLS. */
const PLAIN_PROTOCOLS = ["http", "http2"];

/** Compliant: each server of an Istio Gateway for plain HTTP redirects to HTTPS; the Gateway is not one whose TLS ends before it. */
export function checkPlainServers(gateway: RuleResource, context: RuleContext): Outcome {
  const [namespace, name] = ["metadata.namespace", "metadata.name"].map((path) => get(gateway.props, path));
  const own = isMissing(namespace) ? (gateway.providerNamespace ?? "default") : namespace;
  const listed = isListedObject(own, name, strings(context, TERMINATED_ELSEWHERE));
  return unlessListed(listed, isUnknown(name) ? "metadata.name" : "metadata.namespace", () =>
    below({ path: "spec", value: gateway.props.spec }, "servers[*]").flatMap((server): CheckResults => {
      if (isUnknown(server.value)) return [{ unknown: server.path }];
      const [protocol, redirect] = [at(server, "port.protocol"), at(server, "tls.httpsRedirect")];
      if (redirect.value === true) return [];
      if (isUnknown(protocol.value)) return [{ unknown: protocol.path }];
      if (!PLAIN_PROTOCOLS.includes(toText(protocol.value).toLowerCase())) return [];
      if (isUnknown(redirect.value)) return [{ unknown: redirect.path }];
      return [{ path: redirect.path, found: redirect.value, expected: "true, or a server with protocol HTTPS", fix: FIX }];
    }),
  );
}

const FIX = "Set tls.httpsRedirect of the server to true, or remove the server.";
