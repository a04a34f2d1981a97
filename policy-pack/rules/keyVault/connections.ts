import { judgeDiagnostics } from "../diagnostics";
import { isInPerimeter } from "../firewall";
import { ENDPOINT_GROUPS, VAULT_AUDIT_LOGS } from "../limits";
import { judgePrivateEndpoint } from "../privateEndpoints";
import { NOT_APPLICABLE, type Outcome, type StackView } from "../rule";
import { VAULT } from "../tokens";
import { get } from "../values";

/** Compliant: some private endpoint of the stack leads to each vault, unless a network security perimeter says who reaches it. */
export function checkPrivateEndpoint(stack: StackView): Outcome {
  const vaults = stack.ofType(VAULT).filter(({ props }) => !isInPerimeter(get(props, "properties.publicNetworkAccess")));
  return vaults.length === 0 ? NOT_APPLICABLE : vaults.flatMap((vault) => judgePrivateEndpoint(stack, vault, ENDPOINT_GROUPS.vault));
}

/** Compliant: a diagnostic setting sends each vault's audit trail to a workspace. */
export function checkAuditLogs(stack: StackView): Outcome {
  const vaults = stack.ofType(VAULT);
  return vaults.length === 0 ? NOT_APPLICABLE : vaults.flatMap((vault) => judgeDiagnostics(stack, vault, VAULT_AUDIT_LOGS));
}
