import { ENDPOINT_GROUPS, VAULT_AUDIT_LOGS } from "../facts/limits";
import { VAULT } from "../facts/tokens";
import { checkDiagnostics } from "../reading/diagnostics";
import { isInPerimeter } from "../reading/firewall";
import { unlessExcluded } from "../reading/listed";
import { requirePrivateEndpoint } from "../reading/privateEndpoints";
import type { Match } from "../reading/selectors";
import { get } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

const ACCESS = "properties.publicNetworkAccess";

/** Compliant: a private endpoint of the stack connects to each vault, unless a network security perimeter controls access to it. */
export function checkPrivateEndpoint(stack: StackView): Outcome {
  const vaults = stack.ofType(VAULT).filter((vault) => isSecuredByPerimeter(vault) !== true);
  if (vaults.length === 0) return NOT_APPLICABLE;
  return vaults.flatMap((vault) =>
    unlessExcluded(isSecuredByPerimeter(vault), ACCESS, vault, () => requirePrivateEndpoint(stack, vault, ENDPOINT_GROUPS.vault)),
  );
}

function isSecuredByPerimeter({ props }: RuleResource): Match {
  return isInPerimeter(get(props, ACCESS));
}

/** Compliant: a diagnostic setting sends each vault's audit logs to a workspace. */
export function checkAuditLogs(stack: StackView): Outcome {
  const vaults = stack.ofType(VAULT);
  return vaults.length === 0 ? NOT_APPLICABLE : vaults.flatMap((vault) => checkDiagnostics(stack, vault, VAULT_AUDIT_LOGS));
}
