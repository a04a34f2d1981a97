import * as autoscaling from "@pulumi/kubernetes/autoscaling/v2";
import * as policy from "@pulumi/kubernetes/policy/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadConfig } from "../../config/schema";
import { labelsOf, selectorOf } from "../pod/labels";
import { APPLICATION_CONTAINER } from "./application";

/** Names a Deployment in its namespace; all three kinds carry the workload's name. */
export interface ScalingArgs {
  /** Name of workload, namespace and Deployment. */
  readonly workload: string;
  /** Bounds and target of the autoscaler. */
  readonly replicas: WorkloadConfig["replicas"];
}

/**
 * Nodes are drained a quarter of the pods at a time, and at least one: rounded up, so that even a single replica lets an upgrade
 * go on. Pods that are not ready anyway never hold it up.
 */
export function disruptionBudget(name: string, { workload }: ScalingArgs, opts: pulumi.CustomResourceOptions): policy.PodDisruptionBudget {
  return new policy.PodDisruptionBudget(
    name,
    {
      metadata: { name: workload, namespace: workload, labels: labelsOf(workload) },
      spec: { maxUnavailable: "25%", unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: selectorOf(workload) } },
    },
    opts,
  );
}

/** Scales on the application's CPU alone: the sidecar's would water the average down. */
export function autoscaler(
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
