import { POSTGRES_ADMINISTRATOR, POSTGRES_SERVER } from "../facts/tokens";
import { linkToParent, strongest } from "../reading/links";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { isReplica } from "./settings";

const PATH = "administrators";

/** Compliant: each server that is not a replica has at least one Entra administrator. */
export function checkEntraAdministrator(stack: StackView): Outcome {
  const servers = stack.ofType(POSTGRES_SERVER).filter((server) => !isReplica(server));
  return servers.length === 0 ? NOT_APPLICABLE : servers.flatMap((server) => checkServer(stack, server));
}

function checkServer(stack: StackView, server: RuleResource): CheckResults {
  const link = strongest(stack.ofType(POSTGRES_ADMINISTRATOR).map((administrator) => linkToParent(stack, administrator, server)));
  if (link === "linked") return [];
  if (link === "undecided") return [{ unknown: PATH, resource: server }];
  return [{ path: PATH, found: undefined, expected: "an Entra administrator", resource: server }];
}
