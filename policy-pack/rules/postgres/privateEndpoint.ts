import { ENDPOINT_GROUPS } from "../facts/limits";
import { POSTGRES_SERVER } from "../facts/tokens";
import { unlessExcluded } from "../reading/listed";
import { requirePrivateEndpoint } from "../reading/privateEndpoints";
import { NOT_APPLICABLE, type Outcome, type StackView } from "../rule";
import { isInjected } from "./injected";

/** Compliant: each server is injected into a subnet, or a private endpoint of the stack connects to it. */
export function checkPrivateEndpoint(stack: StackView): Outcome {
  const servers = stack.ofType(POSTGRES_SERVER).filter((server) => isInjected(server) !== true);
  if (servers.length === 0) return NOT_APPLICABLE;
  return servers.flatMap((server) =>
    unlessExcluded(isInjected(server), "network", server, () => requirePrivateEndpoint(stack, server, ENDPOINT_GROUPS.postgres)),
  );
}
