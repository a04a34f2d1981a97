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
  /** Number of pods at full scale, without those that an update adds. */
  readonly maxPods: number;
}

/** Percentage of pods that a rolling update may start in addition to the existing ones; the quota includes them. */
export const SURGE_PERCENT = 25;

const POLICY_DEFAULTS = { cpuRequest: "50m", memoryRequest: "64Mi", memoryLimit: "128Mi" } as const;

/**
 * Hard limits of a namespace: the workload at full scale during an update. CPU limits are not included, because a quota on
 * `limits.cpu` would require one of every container (document 002: requests for CPU, limits for memory).
 */
export function quotaFor({ containers, maxPods }: NamespaceSize): Readonly<Record<string, string>> {
  const pods = maxPods + Math.ceil((maxPods * SURGE_PERCENT) / 100);
  const total = (amount: (container: ContainerSize) => number) => pods * containers.reduce((sum, one) => sum + amount(one), 0);
  return {
    pods: `${pods}`,
    "requests.cpu": asMillicores(total(({ cpuRequest }) => millicores(cpuRequest))),
    "requests.memory": asMebibytes(total(({ memoryRequest }) => mebibytes(memoryRequest))),
    "limits.memory": asMebibytes(total(({ memoryLimit }) => mebibytes(memoryLimit))),
    "services.loadbalancers": "0",
    "services.nodeports": "0",
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
