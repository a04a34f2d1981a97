import { elements, get, isMissing, isUnknown, type Value } from "../values";

/** Ports a rule may open for one protocol and still be said to name them: half of all; the dynamic ports of Linux are fewer. */
const MOST_PORTS = 32_768;

/** Whether a list of ports leaves most of them closed: each entry names its port, and together they are no more than half. */
export function isNarrow(ports: Value): boolean {
  if (isUnknown(ports)) return true;
  const entries = elements(ports);
  if (entries.length === 0 || !entries.every(namesPort)) return false;
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const protocol = String(get(entry, "protocol") ?? "TCP");
    counts.set(protocol, (counts.get(protocol) ?? 0) + portsOf(entry));
  }
  return [...counts.values()].every((count) => count <= MOST_PORTS);
}

/** An entry without a port is its protocol's every port; Cilium also writes 0 for that. */
function namesPort(entry: Value): boolean {
  const port = get(entry, "port");
  return isUnknown(entry) || isUnknown(port) || !(isMissing(port) || port === 0 || port === "0");
}

function portsOf(entry: Value): number {
  const [port, end] = [get(entry, "port"), get(entry, "endPort")];
  if (isUnknown(port) || isUnknown(end) || isMissing(end)) return 1;
  const count = Number(end) - Number(port) + 1;
  return count > 0 ? count : 1;
}
