import { allOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, toNumber, toText, UNKNOWN, type Value } from "../reading/values";

/** Most ports that a narrow rule may open for one protocol: half of all; the dynamic ports of Linux are fewer. */
const MOST_PORTS = 32_768;

/** Whether a list of ports leaves most of them closed: each entry names its port, and together they are no more than half. */
export function isNarrow(ports: Value): Match {
  if (isUnknown(ports)) return UNKNOWN;
  const entries = elements(ports);
  if (entries.length === 0) return false;
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const protocol = toText(get(entry, "protocol") ?? "TCP");
    counts.set(protocol, (counts.get(protocol) ?? 0) + portsOf(entry));
  }
  return allOf([[...counts.values()].every((count) => count <= MOST_PORTS), ...entries.map(namesPort)]);
}

/**
 * Whether an entry restricts the ports. Without a port it allows every port of its protocol, as does port 0 in Cilium. A port that
 * is not known yet is one port; a range that is not known yet may be every port.
 */
function namesPort(entry: Value): Match {
  const port = get(entry, "port");
  if (isUnknown(entry) || isUnknown(get(entry, "endPort"))) return UNKNOWN;
  return !(isMissing(port) || port === 0 || port === "0");
}

function portsOf(entry: Value): number {
  const [port, end] = [get(entry, "port"), get(entry, "endPort")];
  if (isUnknown(port) || isUnknown(end) || isMissing(end)) return 1;
  const count = toNumber(end) - toNumber(port) + 1;
  return count > 0 ? count : 1;
}
