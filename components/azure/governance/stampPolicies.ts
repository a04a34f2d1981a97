import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { GATEWAY_NAMESPACES, SYSTEM_NAMESPACES } from "../../../policy-pack/rules/facts/namespaces";
import { SIDECAR_REPOSITORY } from "../../../policy-pack/rules/facts/sidecar";
import type { GovernanceConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import {
  ALLOWED_IMAGES,
  INTERNAL_LOAD_BALANCERS,
  imagePattern,
  MESH_PROXY_REPOSITORIES,
  POLICY_ASSIGNMENTS,
  type PolicyAssignmentRow,
} from "./policyAssignments";

export interface StampPoliciesArgs {
  /** Resource group that the policies are assigned to, and the names of the assignments. */
  readonly context: StampContext;
  /** Effect of the policies that support Deny: `Deny` or `Audit`; `off` assigns no policy. */
  readonly effect: GovernanceConfig["azurePolicy"];
  /** Login server of the registry that every image must be pulled from, such as `crshop.azurecr.io`. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Namespaces that the policies for pods exclude, in addition to those of AKS. */
  readonly excludedNamespaces: readonly string[];
  /**
   * Denies load balancers with a public address.
   * @default true: the ingress is exposed through a Private Link Service
   */
  readonly internalLoadBalancersOnly?: boolean;
  /**
   * Allows the image of the proxy that the Istio add-on injects into pods.
   * @default false: no pod is in a mesh
   */
  readonly meshProxy?: boolean;
}

/** Azure Policy at the stamp's resource group. It also applies to changes that are not made by this program. */
export class StampPolicies extends pulumi.ComponentResource {
  constructor(name: string, args: StampPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:StampPolicies", name, {}, opts);
    if (args.effect !== "off") this.createAssignments(name, args);
    this.registerOutputs({});
  }

  private createAssignments(name: string, args: StampPoliciesArgs): void {
    const { registryLoginServer, internalLoadBalancersOnly = true, meshProxy = false } = args;
    for (const row of POLICY_ASSIGNMENTS) this.createAssignment(name, args, row);
    if (internalLoadBalancersOnly) this.createAssignment(name, args, INTERNAL_LOAD_BALANCERS);
    const repositories = [SIDECAR_REPOSITORY, ...(meshProxy ? MESH_PROXY_REPOSITORIES : [])];
    const pattern = pulumi.output(registryLoginServer).apply((server) => imagePattern(server, repositories));
    this.createAssignment(name, args, { ...ALLOWED_IMAGES, parameters: { allowedContainerImagesRegex: pattern } });
  }

  private createAssignment(name: string, args: StampPoliciesArgs, row: PolicyAssignmentRow): void {
    const { context } = args;
    const kind = row.initiative ? "policySetDefinitions" : "policyDefinitions";
    new authorization.PolicyAssignment(
      `${name}-${row.key}`,
      {
        scope: context.resourceGroupId,
        policyAssignmentName: context.name("policyAssignment", row.key),
        displayName: row.displayName,
        policyDefinitionId: `/providers/Microsoft.Authorization/${kind}/${row.definition}`,
        enforcementMode: "Default",
        parameters: parametersOf(row, args),
        nonComplianceMessages: [{ message: `${row.displayName}: required in ${context.location} by the platform.` }],
      },
      { parent: this },
    );
  }
}

function parametersOf(row: PolicyAssignmentRow, { effect, excludedNamespaces }: StampPoliciesArgs) {
  const values = {
    ...(row.auditOnly ? {} : { effect }),
    ...(row.target === "azure" ? {} : { excludedNamespaces: excludedNamespacesFor(row.target, excludedNamespaces) }),
    ...row.parameters,
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
}

/** Gateway namespaces are excluded for pods only: policies for addresses apply to the Services in them. */
function excludedNamespacesFor(target: "pods" | "objects", excluded: readonly string[]): readonly string[] {
  const namespaces = target === "pods" ? [...SYSTEM_NAMESPACES, ...GATEWAY_NAMESPACES, ...excluded] : SYSTEM_NAMESPACES;
  return [...new Set(namespaces)];
}
