import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import { TOKEN_EXCHANGE_AUDIENCE } from "../../../policy-pack/rules/facts/entra";
import type { GroupContext } from "../../context";
import { immutableOutput, type ResourceAddress } from "../outputs/immutableOutput";

export interface IdentityArgs {
  /** Resource group, region, name and tags of the identity. */
  readonly context: GroupContext;
  /** Purpose of the identity and part of its name: `cluster`, `kubelet`, or the name of a workload. */
  readonly purpose: string;
}

/** A Kubernetes service account that may act as a managed identity. */
export interface FederationArgs {
  /** Name of the federated credential, unique in the identity. */
  readonly credential: string;
  /** OIDC issuer URL of the cluster exactly as AKS reports it, trailing slash included. */
  readonly issuer: pulumi.Input<string>;
  /** Subject of the service account's token: `system:serviceaccount:<namespace>:<name>`. */
  readonly subject: string;
}

/** A user-assigned managed identity and the service accounts that may act as it. */
export class Identity extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  /** Azure name; also the name of the identity's role in PostgreSQL. */
  readonly identityName: string;
  readonly clientId: pulumi.Output<string>;
  readonly principalId: pulumi.Output<string>;
  private readonly identity: managedidentity.UserAssignedIdentity;
  private readonly context: GroupContext;
  private lastCredential: pulumi.Resource | undefined;

  constructor(
    private readonly logicalName: string,
    { context, purpose }: IdentityArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("hardened-aks:azure:Identity", logicalName, {}, opts);
    this.context = context;
    this.identityName = context.name("managedIdentity", purpose);
    this.identity = new managedidentity.UserAssignedIdentity(
      `${logicalName}-identity`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        resourceName: this.identityName,
        tags: context.tags,
      },
      { parent: this },
    );
    this.id = this.identity.id;
    this.clientId = immutableOutput(this.identity.clientId, this.id, async (address) => (await readIdentity(address)).clientId);
    this.principalId = immutableOutput(this.identity.principalId, this.id, async (address) => (await readIdentity(address)).principalId);
    this.registerOutputs({ id: this.id, clientId: this.clientId, principalId: this.principalId });
  }

  /** Adds a federated credential. Credentials are created in sequence: Azure rejects concurrent writes to one identity. */
  federate({ credential, issuer, subject }: FederationArgs): pulumi.Resource {
    this.lastCredential = new managedidentity.FederatedIdentityCredential(
      `${this.logicalName}-federation-${credential}`,
      {
        resourceGroupName: this.context.resourceGroupName,
        resourceName: this.identity.name,
        federatedIdentityCredentialResourceName: credential,
        issuer,
        subject,
        audiences: [TOKEN_EXCHANGE_AUDIENCE],
      },
      { parent: this, ...(this.lastCredential === undefined ? {} : { dependsOn: [this.lastCredential] }) },
    );
    return this.lastCredential;
  }
}

function readIdentity({ resourceGroupName, name }: ResourceAddress): Promise<managedidentity.GetUserAssignedIdentityResult> {
  return managedidentity.getUserAssignedIdentity({ resourceGroupName, resourceName: name });
}
