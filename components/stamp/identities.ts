import * as pulumi from "@pulumi/pulumi";
import { Identity } from "../azure/identity/identity";
import type { StampContext } from "../context";
import { requireEntry } from "../requireEntry";

export interface StampIdentitiesArgs {
  /** Context of the stamp. */
  readonly context: StampContext;
  /** Names of the workloads; each has a separate identity in each stamp. */
  readonly workloads: readonly string[];
}

/** Managed identities of a stamp. All are created before the cluster, so that role assignments have time to take effect. */
export class StampIdentities extends pulumi.ComponentResource {
  readonly cluster: Identity;
  readonly kubelet: Identity;
  readonly certManager: Identity;
  private readonly workloads: Readonly<Record<string, Identity>>;

  constructor(name: string, { context, workloads }: StampIdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:stamp:Identities", name, {}, opts);
    const identity = (purpose: string) => new Identity(`${name}-${purpose}`, { context, purpose }, { parent: this });
    this.cluster = identity("cluster");
    this.kubelet = identity("kubelet");
    this.certManager = identity("cert-manager");
    this.workloads = Object.fromEntries(workloads.map((workload) => [workload, identity(`workload-${workload}`)]));
    this.registerOutputs({});
  }

  workload(name: string): Identity {
    return requireEntry(this.workloads, name, "workload identity");
  }
}
