import { asMebibytes, asMillicores, mebibytes, millicores } from "./quantities";

/** What one container asks for. */
export interface ContainerSize {
  /** CPU it is scheduled with. */
  readonly cpuRequest: string;
  /** Memory it is scheduled with. */
  readonly memoryRequest: string;
  /** Memory at which it is killed. */
  readonly memoryLimit: string;
}

/** What runs in a namespace at most. */
export interface NamespaceSize {
  /** Containers of one pod. */
  readonly containers: readonly ContainerSize[];
  /** Pods when everything is scaled out. */
  readonly maxPods: number;
}

/** Share of pods a rolling update may start beside the old ones; the quota has to leave room for them. */
export const SURGE_PERCENT = 25;

const POLICY_DEFAULTS = { cpuRequest: "50m", memoryRequest: "64Mi", memoryLimit: "128Mi" } as const;

/**
 * Hard limits of a namespace: the workload at its largest, an update under way. CPU limits are not among them, since a quota
 * on `limits.cpu` would force one on every container (document 002: requests for CPU, limits for memory).
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

/** What a container gets that states nothing, and the largest any may be. CPU has no default limit and no maximum, as above. */
export function containerLimits({ containers }: NamespaceSize) {
  const largest = Math.max(mebibytes(POLICY_DEFAULTS.memoryLimit), ...containers.map(({ memoryLimit }) => mebibytes(memoryLimit)));
  return {
    type: "Container",
    default: { memory: POLICY_DEFAULTS.memoryLimit },
    defaultRequest: { cpu: POLICY_DEFAULTS.cpuRequest, memory: POLICY_DEFAULTS.memoryRequest },
    max: { memory: asMebibytes(largest) },
  };
}
