import * as pulumi from "@pulumi/pulumi";
import { Identity } from "../azure/identity/identity";
import type { StampContext } from "../context";
import { CERT_MANAGER_SUBJECT } from "../kubernetes/addons/addons";
import { serviceAccountSubject } from "../kubernetes/pod/workloadIdentity";
import { requireEntry } from "../requireEntry";

export interface StampIdentitiesArgs {
  /** Context of the stamp. */
  readonly context: StampContext;
  /** Names of the workloads; each has a separate identity in each stamp. */
  readonly workloads: readonly string[];
  /** Whether cert-manager answers challenges in Azure DNS, for which it needs an identity. */
  readonly answersChallenges: boolean;
}

const CERT_MANAGER = "cert-manager";

/** Managed identities of a stamp. All are created before the cluster, so that role assignments have time to take effect. */
export class StampIdentities extends pulumi.ComponentResource {
  readonly cluster: Identity;
  readonly kubelet: Identity;
  private readonly controllers: Readonly<Record<string, Identity>>;
  private readonly workloads: Readonly<Record<string, Identity>>;

  constructor(name: string, { context, workloads, answersChallenges }: StampIdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:stamp:Identities", name, {}, opts);
    const identity = (purpose: string) => new Identity(`${name}-${purpose}`, { context, purpose }, { parent: this });
    this.cluster = identity("cluster");
    this.kubelet = identity("kubelet");
    this.controllers = answersChallenges ? { [CERT_MANAGER]: identity(CERT_MANAGER) } : {};
    this.workloads = Object.fromEntries(workloads.map((workload) => [workload, identity(`workload-${workload}`)]));
    this.registerOutputs({});
  }

  /** Lets the cluster's service accounts act as the identities. */
  federate(issuer: pulumi.Input<string>): void {
    for (const [name, identity] of Object.entries(this.workloads))
      identity.federate({ credential: name, issuer, subject: serviceAccountSubject(name) });
    for (const [name, identity] of Object.entries(this.controllers))
      identity.federate({ credential: name, issuer, subject: CERT_MANAGER_SUBJECT });
  }

  /** The identity with which cert-manager answers challenges. */
  certManager(): Identity {
    return requireEntry(this.controllers, CERT_MANAGER, "identity");
  }

  workload(name: string): Identity {
    return requireEntry(this.workloads, name, "workload identity");
  }
}
