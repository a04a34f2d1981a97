import { at, below, type Pod, type PodCheck } from "../reading/pods";
import { quantityOf } from "../reading/quantities";
import { elements, isMissing, isUnknown, type Located, UNKNOWN } from "../reading/values";
import type { CheckResults, Option } from "../rule";
import { lastingContainers } from "./containerLists";

const ALLOWED = "allowedPorts";
const SSH = 22;
const FIRST_UNPRIVILEGED = 1024;
const FIRST_PORT_SYSCTL = "net.ipv4.ip_unprivileged_port_start";

export const portOptions: Readonly<Record<string, Option>> = {
  [ALLOWED]: {
    type: "array",
    items: { type: "integer" },
    description: "Ports that containers may declare although they are below 1024, such as 80 and 443 of an ingress controller.",
    default: [],
  },
};

/**
 * Compliant: no container declares the port of SSH, or one that only root or the capability NET_BIND_SERVICE can open. The pod can
 * lower the first port that everyone can open with a sysctl.
 */
export const checkPorts: PodCheck = (pod, context) => {
  const allowed = elements(context.config[ALLOWED]);
  const first = firstUnprivilegedPort(pod);
  return lastingContainers(pod)
    .flatMap((container) => below(container, "ports[*]"))
    .flatMap((port): CheckResults => {
      const number = at(port, "containerPort");
      if (isUnknown(number.value)) return [{ unknown: number.path }];
      if (isMissing(number.value) || allowed.includes(number.value)) return [];
      if (isPortFrom(FIRST_UNPRIVILEGED, number)) return [];
      if (number.value === SSH) return [{ path: number.path, found: SSH, expected: "no SSH server" }];
      if (isUnknown(first.value)) return [{ unknown: first.path }];
      if (isPortFrom(quantityOf(first.value) ?? FIRST_UNPRIVILEGED, number)) return [];
      return [{ path: number.path, found: number.value, expected: `${FIRST_UNPRIVILEGED} or above` }];
    });
};

/** A port as text is none: the API server rejects it. */
function isPortFrom(first: number, { value }: Located): boolean {
  return typeof value === "number" && value >= first;
}

function firstUnprivilegedPort(pod: Pod): Located {
  const sysctls = below(pod.spec, "securityContext.sysctls[*]");
  const unknown = sysctls.find((sysctl) => isUnknown(sysctl.value) || isUnknown(at(sysctl, "name").value));
  const lowered = sysctls.find((sysctl) => at(sysctl, "name").value === FIRST_PORT_SYSCTL);
  if (lowered !== undefined) return at(lowered, "value");
  return unknown === undefined ? { path: pod.spec.path, value: FIRST_UNPRIVILEGED } : { ...unknown, value: UNKNOWN };
}
