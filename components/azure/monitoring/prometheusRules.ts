import type { Severity } from "./alerts";

/** A time series that a recording rule computes in advance. */
export interface RecordingRule {
  /** Name of the time series. */
  readonly record: string;
  /** PromQL expression of the value. */
  readonly expression: string;
}

/** An alert on Prometheus metrics. */
export interface PrometheusAlert {
  /** Name of the alert, unique in its group. */
  readonly alert: string;
  /** Condition that the alert reports; may contain `{{ $labels.name }}`. */
  readonly description: string;
  /** PromQL expression; each series that it returns is an alert. */
  readonly expression: string;
  /** Time for which the expression must hold before the alert fires (ISO 8601). */
  readonly for: string;
  /** Severity, 0 (critical) to 3 (informational). */
  readonly severity: Severity;
}

const KUBE_STATE = 'job="kube-state-metrics"';
const CONTAINERS = 'container!="", container!="POD"';

/** Time series that the alerts below and the portal's workbooks use; only metrics of the default scrape profile. */
export const RECORDING_RULES: readonly RecordingRule[] = [
  {
    record: "namespace_pod:container_network_transmit_bytes:rate5m",
    expression: "sum by (cluster, namespace, pod) (rate(container_network_transmit_bytes_total[5m]))",
  },
  {
    record: "node:cpu_utilisation:ratio5m",
    expression: '1 - avg by (cluster, instance) (rate(node_cpu_seconds_total{job="node", mode="idle"}[5m]))',
  },
  {
    record: "node:memory_utilisation:ratio",
    expression: '1 - node_memory_MemAvailable_bytes{job="node"} / node_memory_MemTotal_bytes{job="node"}',
  },
  {
    record: "namespace_pod_container:memory_of_limit:ratio",
    expression:
      `max by (cluster, namespace, pod, container) (container_memory_working_set_bytes{${CONTAINERS}})` +
      ` / max by (cluster, namespace, pod, container) (kube_pod_container_resource_limits{${KUBE_STATE}, resource="memory"})`,
  },
];

/** Health of pods, nodes and volumes. */
export const HEALTH_ALERTS: readonly PrometheusAlert[] = [
  {
    alert: "PodCrashLooping",
    description: "{{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }}) keeps crashing.",
    expression: `max_over_time(kube_pod_container_status_waiting_reason{${KUBE_STATE}, reason="CrashLoopBackOff"}[5m]) >= 1`,
    for: "PT10M",
    severity: 2,
  },
  {
    alert: "PodNotReady",
    description: "{{ $labels.namespace }}/{{ $labels.pod }} has been pending or unknown for 15 minutes.",
    expression: `sum by (cluster, namespace, pod) (kube_pod_status_phase{${KUBE_STATE}, phase=~"Pending|Unknown"}) > 0`,
    for: "PT15M",
    severity: 2,
  },
  {
    alert: "DeploymentReplicasMissing",
    description: "{{ $labels.namespace }}/{{ $labels.deployment }} has had fewer replicas than it asks for, for 15 minutes.",
    expression: `kube_deployment_spec_replicas{${KUBE_STATE}} > kube_deployment_status_replicas_available{${KUBE_STATE}}`,
    for: "PT15M",
    severity: 2,
  },
  {
    alert: "HorizontalPodAutoscalerMaxedOut",
    description: "{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has been at its maximum for 30 minutes.",
    expression:
      `kube_horizontalpodautoscaler_status_current_replicas{${KUBE_STATE}}` +
      ` == kube_horizontalpodautoscaler_spec_max_replicas{${KUBE_STATE}}`,
    for: "PT30M",
    severity: 3,
  },
  {
    alert: "ContainerNearMemoryLimit",
    description: "{{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }}) uses more than 95 percent of its memory limit.",
    expression: "namespace_pod_container:memory_of_limit:ratio > 0.95",
    for: "PT10M",
    severity: 2,
  },
  {
    alert: "NodeNotReady",
    description: "Node {{ $labels.node }} has not been ready for 10 minutes.",
    expression: `kube_node_status_condition{${KUBE_STATE}, condition="Ready", status="true"} == 0`,
    for: "PT10M",
    severity: 1,
  },
  {
    alert: "NodeUnderPressure",
    description: "Node {{ $labels.instance }} has used more than 95 percent of its processors for 15 minutes.",
    expression: "node:cpu_utilisation:ratio5m > 0.95",
    for: "PT15M",
    severity: 2,
  },
  {
    alert: "NodeMemoryLow",
    description: "Node {{ $labels.instance }} has less than 5 percent of its memory left.",
    expression: "node:memory_utilisation:ratio > 0.95",
    for: "PT10M",
    severity: 2,
  },
  {
    alert: "PersistentVolumeFillingUp",
    description: "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is more than 85 percent full.",
    expression: 'kubelet_volume_stats_used_bytes{job="kubelet"} / kubelet_volume_stats_capacity_bytes{job="kubelet"} > 0.85',
    for: "PT15M",
    severity: 2,
  },
];

/** Needs Advanced Container Networking Services, without which Cilium's agents export no metrics and the alert could never fire. */
const NETWORK_POLICY_VIOLATIONS: PrometheusAlert = {
  alert: "NetworkPolicyViolations",
  description: "Network policies dropped more than 100 packets in 15 minutes on {{ $labels.instance }}.",
  // The label's value differs between the metrics of Cilium.
  expression: 'sum by (cluster, instance) (increase(cilium_drop_count_total{reason=~"(?i)policy.denied"}[15m])) > 100',
  for: "PT5M",
  severity: 1,
};

const SECURITY_ALERTS: readonly PrometheusAlert[] = [
  {
    alert: "UnusualNetworkTraffic",
    description: "{{ $labels.namespace }}/{{ $labels.pod }} sends ten times what it sent over the last day, and more than 10 MB a second.",
    expression:
      "namespace_pod:container_network_transmit_bytes:rate5m > 10485760 and namespace_pod:container_network_transmit_bytes:rate5m" +
      " > 10 * avg_over_time(namespace_pod:container_network_transmit_bytes:rate5m[1d])",
    for: "PT10M",
    severity: 2,
  },
  {
    alert: "UnusualContainerRestarts",
    description: "{{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }}) restarted more than 3 times in an hour.",
    expression: `sum by (cluster, namespace, pod, container) (increase(kube_pod_container_status_restarts_total{${KUBE_STATE}}[1h])) > 3`,
    for: "PT5M",
    severity: 2,
  },
];

/**
 * Returns the security alerts on metrics.
 * @param advancedNetworking whether the cluster has Advanced Container Networking Services
 */
export function securityAlerts(advancedNetworking: boolean): readonly PrometheusAlert[] {
  return advancedNetworking ? [NETWORK_POLICY_VIOLATIONS, ...SECURITY_ALERTS] : SECURITY_ALERTS;
}
