import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { labelsOf } from "../pod/labels";
import { restrictedNamespaceLabels } from "../pod/podSecurity";
import { defaultDeny } from "./networkPolicies";
import { containerLimits, type NamespaceSize, quotaFor } from "./quota";

export interface WorkloadNamespaceArgs {
  /** Kubernetes name. */
  readonly namespace: string;
  /** Version of the Pod Security Standards to hold pods to: `v1.36`. */
  readonly podSecurityVersion: string;
  /** What runs in it at most; quota and limits follow from it. */
  readonly size: NamespaceSize;
}

/** A namespace that holds its pods to the restricted standard, to a quota, and to no traffic that no policy opens. */
export class WorkloadNamespace extends pulumi.ComponentResource {
  /** Kubernetes name, known from the start. */
  readonly namespace: string;
  /** What pods must wait for: the namespace itself, closed traffic, limits. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: WorkloadNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:WorkloadNamespace", name, {}, opts);
    this.namespace = args.namespace;
    const namespace = this.createNamespace(name, args);
    const inside = { parent: this, dependsOn: [namespace] };
    this.ready = [
      namespace,
      defaultDeny(`${name}-default-deny`, args.namespace, inside),
      this.createQuota(name, args, inside),
      this.createLimits(name, args, inside),
    ];
    this.registerOutputs({ namespace: this.namespace });
  }

  private createNamespace(name: string, { namespace, podSecurityVersion }: WorkloadNamespaceArgs): core.Namespace {
    const labels = { ...labelsOf(namespace), ...restrictedNamespaceLabels(podSecurityVersion) };
    return new core.Namespace(`${name}-namespace`, { metadata: { name: namespace, labels } }, { parent: this });
  }

  private createQuota(name: string, { namespace, size }: WorkloadNamespaceArgs, opts: pulumi.CustomResourceOptions): core.ResourceQuota {
    return new core.ResourceQuota(`${name}-quota`, { metadata: { name: "quota", namespace }, spec: { hard: quotaFor(size) } }, opts);
  }

  private createLimits(name: string, { namespace, size }: WorkloadNamespaceArgs, opts: pulumi.CustomResourceOptions): core.LimitRange {
    const limits = [containerLimits(size)];
    return new core.LimitRange(`${name}-limits`, { metadata: { name: "limits", namespace }, spec: { limits } }, opts);
  }
}
