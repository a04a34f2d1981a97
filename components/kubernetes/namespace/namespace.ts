import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { labelsOf } from "../pod/labels";
import { restrictedNamespaceLabels } from "../pod/podSecurity";
import { createDefaultDeny } from "./networkPolicies";
import { containerLimits, type NamespaceSize, quotaFor } from "./quota";

export interface WorkloadNamespaceArgs {
  /** Name of the Kubernetes namespace. */
  readonly namespace: string;
  /** Version of the Pod Security Standards that pods must meet: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Containers and maximum number of pods; quota and limits are computed from it. */
  readonly size: NamespaceSize;
  /**
   * Further labels of the namespace, which admission webhooks select it by.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A namespace with the restricted Pod Security Standard, a quota, default limits, and a network policy that denies all traffic. */
export class WorkloadNamespace extends pulumi.ComponentResource {
  /** Name of the Kubernetes namespace; a plain string, known during preview. */
  readonly namespace: string;
  /** Resources that pods depend on: the namespace, its default-deny policy, quota and limits. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: WorkloadNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:kubernetes:WorkloadNamespace", name, {}, opts);
    this.namespace = args.namespace;
    const namespace = this.createNamespace(name, args);
    const childOptions = { parent: this, dependsOn: [namespace] };
    this.ready = [
      namespace,
      createDefaultDeny(`${name}-default-deny`, args.namespace, childOptions),
      this.createQuota(name, args, childOptions),
      this.createLimits(name, args, childOptions),
    ];
    this.registerOutputs({ namespace: this.namespace });
  }

  private createNamespace(name: string, { namespace, podSecurityVersion, labels }: WorkloadNamespaceArgs): core.Namespace {
    const metadata = { name: namespace, labels: { ...labelsOf(namespace), ...restrictedNamespaceLabels(podSecurityVersion), ...labels } };
    return new core.Namespace(`${name}-namespace`, { metadata }, { parent: this });
  }

  private createQuota(name: string, { namespace, size }: WorkloadNamespaceArgs, opts: pulumi.CustomResourceOptions): core.ResourceQuota {
    return new core.ResourceQuota(`${name}-quota`, { metadata: { name: "quota", namespace }, spec: { hard: quotaFor(size) } }, opts);
  }

  private createLimits(name: string, { namespace, size }: WorkloadNamespaceArgs, opts: pulumi.CustomResourceOptions): core.LimitRange {
    const limits = [containerLimits(size)];
    return new core.LimitRange(`${name}-limits`, { metadata: { name: "limits", namespace }, spec: { limits } }, opts);
  }
}
