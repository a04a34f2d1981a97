import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { GATEWAY_NAMESPACES, SYSTEM_NAMESPACES } from "../../../policy-pack/rules/facts/namespaces";
import { SIDECAR_REPOSITORY } from "../../../policy-pack/rules/facts/sidecar";
import type { GovernanceConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { ALLOWED_IMAGES, INTERNAL_LOAD_BALANCERS, imagePattern, POLICY_ASSIGNMENTS, type PolicyAssignmentRow } from "./policyAssignments";

export interface StampPoliciesArgs {
  readonly context: StampContext;
  /** Effect of what can refuse; `off` assigns nothing. */
  readonly effect: GovernanceConfig["azurePolicy"];
  /** Registry that every image comes from, such as `crshop.azurecr.io`. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Namespaces that the rules about pods pass over, besides those that AKS fills. */
  readonly excludedNamespaces: readonly string[];
  /**
   * Refuses load balancers with a public address.
   * @default true: the ingress stands behind a Private Link Service
   */
  readonly internalLoadBalancersOnly?: boolean;
}

/** Azure Policy at the stamp's resource group: the second line, which also holds for whoever does not come through this program. */
export class StampPolicies extends pulumi.ComponentResource {
  constructor(name: string, args: StampPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:StampPolicies", name, {}, opts);
    if (args.effect !== "off") this.assignments(name, args);
    this.registerOutputs({});
  }

  private assignments(name: string, args: StampPoliciesArgs): void {
    const { registryLoginServer, internalLoadBalancersOnly = true } = args;
    for (const row of POLICY_ASSIGNMENTS) this.assign(name, args, row);
    if (internalLoadBalancersOnly) this.assign(name, args, INTERNAL_LOAD_BALANCERS);
    const pattern = pulumi.output(registryLoginServer).apply((server) => imagePattern(server, [SIDECAR_REPOSITORY]));
    this.assign(name, args, { ...ALLOWED_IMAGES, parameters: { allowedContainerImagesRegex: pattern } });
  }

  private assign(name: string, args: StampPoliciesArgs, row: PolicyAssignmentRow): void {
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
    ...(row.target === "azure" ? {} : { excludedNamespaces: namespacesOf(row.target, excludedNamespaces) }),
    ...row.parameters,
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
}

/** Service objects in a gateway's namespace are exactly what the rules about addresses are for. */
function namespacesOf(target: "pods" | "objects", excluded: readonly string[]): readonly string[] {
  const own = target === "pods" ? [...SYSTEM_NAMESPACES, ...GATEWAY_NAMESPACES, ...excluded] : SYSTEM_NAMESPACES;
  return [...new Set(own)];
}
