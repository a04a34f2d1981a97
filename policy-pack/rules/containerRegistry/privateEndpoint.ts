import { ENDPOINT_GROUPS } from "../facts/limits";
import { REGISTRY } from "../facts/tokens";
import { requirePrivateEndpoint } from "../reading/privateEndpoints";
import { NOT_APPLICABLE, type Outcome, type StackView } from "../rule";

/** Compliant: a private endpoint of the stack connects to each registry. */
export function checkPrivateEndpoint(stack: StackView): Outcome {
  const registries = stack.ofType(REGISTRY);
  if (registries.length === 0) return NOT_APPLICABLE;
  return registries.flatMap((registry) => requirePrivateEndpoint(stack, registry, ENDPOINT_GROUPS.registry));
}
