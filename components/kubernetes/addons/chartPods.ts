import type { ContainerSize } from "../namespace/quota";

/** Requests and limits of every container of a chart; the namespace's quota is computed from them. */
export function chartResources({ cpuRequest, memoryRequest, memoryLimit }: ContainerSize) {
  return {
    // The containers write nothing but logs; the limit evicts a pod that fills its node's disk.
    requests: { cpu: cpuRequest, memory: memoryRequest, "ephemeral-storage": "64Mi" },
    limits: { memory: memoryLimit, "ephemeral-storage": "512Mi" },
  };
}

/** Spreads the pods that a selector matches over zones; the loss of a zone must not prevent replacement pods from starting. */
export function zoneSpread(matchLabels: Readonly<Record<string, string>>) {
  return [
    {
      topologyKey: "topology.kubernetes.io/zone",
      maxSkew: 1,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels },
      matchLabelKeys: ["pod-template-hash"],
    },
  ];
}
