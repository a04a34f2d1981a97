import { asMebibytes, asMillicores, mebibytes, millicores } from "./quantities";

/** Requests and limits of one container. */
export interface ContainerSize {
  /** CPU request, which the scheduler reserves: `100m`. */
  readonly cpuRequest: string;
  /** Memory request, which the scheduler reserves: `128Mi`. */
  readonly memoryRequest: string;
  /** Memory limit, above which the container is terminated: `256Mi`. */
  readonly memoryLimit: string;
}

/** The largest set of pods that runs in a namespace. */
export interface NamespaceSize {
  /** Containers of one pod. */
  readonly containers: readonly ContainerSize[];
  /** Number of pods at full scale, without those of an update. */
  readonly maxPods: number;
}

/** Percentage of pods that a rolling update may start in addition to the existing ones. */
export const SURGE_PERCENT = 25;

const POLICY_DEFAULTS = { cpuRequest: "50m", memoryRequest: "64Mi", memoryLimit: "128Mi" } as const;

/**
 * Hard limits of a namespace: every pod of the workload at full scale twice. A quota counts pods until they have ended
 * (kubernetes/kubernetes#98656): at the end of a rolling update all new pods run while the old ones may still be within their
 * termination grace period, and so does a replacement while a drained node still stops the old pod. CPU limits are not included,
 * because a quota on `limits.cpu` would require one of every container (document 002: requests for CPU, limits for memory).
 */
export function quotaFor(size: NamespaceSize): Readonly<Record<string, string>> {
  return { ...podQuota(size), "services.loadbalancers": "0", "services.nodeports": "0" };
}

/** The part of the quota that limits pods, for a namespace that contains the load balancer. */
export function podQuota({ containers, maxPods }: NamespaceSize): Readonly<Record<string, string>> {
  const pods = 2 * maxPods;
  const total = (amount: (container: ContainerSize) => number) => pods * containers.reduce((sum, one) => sum + amount(one), 0);
  return {
    pods: `${pods}`,
    "requests.cpu": asMillicores(total(({ cpuRequest }) => millicores(cpuRequest))),
    "requests.memory": asMebibytes(total(({ memoryRequest }) => mebibytes(memoryRequest))),
    "limits.memory": asMebibytes(total(({ memoryLimit }) => mebibytes(memoryLimit))),
  };
}

/** Defaults for containers without requests or limits, and the maximum memory. CPU has no default limit and no maximum, as above. */
export function containerLimits({ containers }: NamespaceSize) {
  const largest = Math.max(mebibytes(POLICY_DEFAULTS.memoryLimit), ...containers.map(({ memoryLimit }) => mebibytes(memoryLimit)));
  return {
    type: "Container",
    default: { memory: POLICY_DEFAULTS.memoryLimit },
    defaultRequest: { cpu: POLICY_DEFAULTS.cpuRequest, memory: POLICY_DEFAULTS.memoryRequest },
    max: { memory: asMebibytes(largest) },
  };
}
