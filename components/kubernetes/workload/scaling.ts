import * as autoscaling from "@pulumi/kubernetes/autoscaling/v2";
import * as policy from "@pulumi/kubernetes/policy/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadConfig } from "../../config/schema";
import { labelsOf, selectorOf } from "../pod/labels";
import { APPLICATION_CONTAINER } from "./application";

/** Arguments of the objects that scale and protect a Deployment; they have the workload's name. */
export interface ScalingArgs {
  /** Name of the workload, its namespace and its Deployment. */
  readonly workload: string;
  /** Minimum, maximum and target CPU utilization of the autoscaler. */
  readonly replicas: WorkloadConfig["replicas"];
}

/**
 * A node drain may evict a quarter of the pods at a time. Kubernetes rounds up, so at least one: even a single replica does not block
 * an upgrade. Pods that are not ready never block it.
 */
export function createDisruptionBudget(
  name: string,
  { workload }: ScalingArgs,
  opts: pulumi.CustomResourceOptions,
): policy.PodDisruptionBudget {
  return new policy.PodDisruptionBudget(
    name,
    {
      metadata: { name: workload, namespace: workload, labels: labelsOf(workload) },
      spec: { maxUnavailable: "25%", unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: selectorOf(workload) } },
    },
    opts,
  );
}

/** Scales on the application's CPU only: the sidecar's would lower the average. */
export function createAutoscaler(
  name: string,
  { workload, replicas }: ScalingArgs,
  opts: pulumi.CustomResourceOptions,
): autoscaling.HorizontalPodAutoscaler {
  const target = { type: "Utilization", averageUtilization: replicas.cpuUtilization };
  return new autoscaling.HorizontalPodAutoscaler(
    name,
    {
      metadata: { name: workload, namespace: workload, labels: labelsOf(workload) },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: workload },
        minReplicas: replicas.min,
        maxReplicas: replicas.max,
        metrics: [{ type: "ContainerResource", containerResource: { container: APPLICATION_CONTAINER, name: "cpu", target } }],
      },
    },
    opts,
  );
}
