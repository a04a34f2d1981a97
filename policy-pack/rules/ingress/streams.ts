import { at } from "../reading/pods";
import { allOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, type Value } from "../reading/values";
import type { CheckResults, Finding } from "../rule";

/** Where a VirtualService routes connections it does not look into. */
export const TCP = "tcp";
const STREAMS = ["tls", TCP];

/** A TLSRoute or TCPRoute hands connections on as they come, and with them every header a caller writes. */
export function streamRoute(): CheckResults {
  return [unseen("spec.rules")];
}

/** A VirtualService hands no connection on unread, but for those that come from gateways inside. */
export function checkStreams(spec: Located, isInside: (match: Value) => Match): CheckResults {
  return STREAMS.flatMap((list): CheckResults => {
    const { path, value } = at(spec, list);
    if (isMissing(value)) return [];
    const inside = isUnknown(value) ? value : allOf(elements(value).map((route) => isRouteInside(route, isInside)));
    if (inside === true) return [];
    return [isUnknown(inside) ? { unknown: path } : unseen(path)];
  });
}

function isRouteInside(route: Value, isInside: (match: Value) => Match): Match {
  const matches = get(route, "match");
  if (isUnknown(matches)) return matches;
  return elements(matches).length > 0 && allOf(elements(matches).map(isInside));
}

function unseen(path: string): Finding {
  return {
    path,
    found: "connections that are handed on unread",
    expected: "a route over HTTP, which can compare X-Azure-FDID",
    fix: "End TLS at the gateway and route by HTTP, or name a gateway that only the inside reaches in the option internalGateways.",
  };
}
