import { at } from "../reading/pods";
import { allOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, type Value } from "../reading/values";
import type { CheckResults, Finding } from "../rule";

/** Section of a VirtualService that routes TCP connections without inspecting them. */
export const TCP = "tcp";
const STREAMS = ["tls", TCP];

/** A TLSRoute or TCPRoute forwards connections without inspection, including every header that a client sends. */
export function streamRoute(): CheckResults {
  return [uncheckedStreams("spec.rules")];
}

/** A VirtualService forwards no connection without inspection, except from internal gateways. */
export function checkStreams(spec: Located, isInternal: (match: Value) => Match): CheckResults {
  return STREAMS.flatMap((list): CheckResults => {
    const { path, value } = at(spec, list);
    if (isMissing(value)) return [];
    const internal = isUnknown(value) ? value : allOf(elements(value).map((route) => isInternalRoute(route, isInternal)));
    if (internal === true) return [];
    return [isUnknown(internal) ? { unknown: path } : uncheckedStreams(path)];
  });
}

function isInternalRoute(route: Value, isInternal: (match: Value) => Match): Match {
  const matches = get(route, "match");
  if (isUnknown(matches)) return matches;
  return elements(matches).length > 0 && allOf(elements(matches).map(isInternal));
}

function uncheckedStreams(path: string): Finding {
  return {
    path,
    found: "connections that are forwarded without inspection",
    expected: "an HTTP route, which can compare X-Azure-FDID",
    fix: "Terminate TLS at the gateway and use an HTTP route, or list the gateway in the option internalGateways if it is internal.",
  };
}
