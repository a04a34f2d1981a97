import { POSTGRES_SERVER, REGISTRY, STORAGE_ACCOUNT } from "../facts/tokens";
import { checkAnyDiagnostics } from "../reading/diagnostics";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type StackView } from "../rule";

/** The services whose own controls do not require a diagnostic setting; AKS-24, KV-09 and FD-14 report the others. */
export const LOGGED_SERVICES = [REGISTRY, POSTGRES_SERVER, STORAGE_ACCOUNT] as const;

/** Compliant: a diagnostic setting sends some log of every registry, PostgreSQL server and storage account to a workspace. */
export function checkDiagnosticsCoverage(stack: StackView, { config }: RuleContext): Outcome {
  const services = stack.ofType(...LOGGED_SERVICES);
  if (services.length === 0 || config.settingsByAzurePolicy === true) return NOT_APPLICABLE;
  return services.flatMap((service) => checkAnyDiagnostics(stack, service));
}
