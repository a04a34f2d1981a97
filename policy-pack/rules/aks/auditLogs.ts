import { AKS_AUDIT_LOGS } from "../facts/limits";
import { MANAGED_CLUSTER } from "../facts/tokens";
import { checkDiagnostics } from "../reading/diagnostics";
import { NOT_APPLICABLE, type Outcome, type StackView } from "../rule";

/** Compliant: diagnostic settings of every cluster send guard and one of the audit categories to a workspace. */
export function checkAuditLogs(stack: StackView): Outcome {
  const clusters = stack.ofType(MANAGED_CLUSTER);
  return clusters.length === 0 ? NOT_APPLICABLE : clusters.flatMap((cluster) => checkDiagnostics(stack, cluster, AKS_AUDIT_LOGS));
}
