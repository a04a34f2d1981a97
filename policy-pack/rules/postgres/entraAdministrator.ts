import { POSTGRES_ADMINISTRATOR, POSTGRES_SERVER } from "../facts/tokens";
import { linkToParent, strongest } from "../reading/links";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import { isReplica } from "./settings";

const PLACE = "administrators";

/** Compliant: each server that is no replica has at least one administrator from Entra. */
export function checkEntraAdministrator(stack: StackView): Outcome {
  const servers = stack.ofType(POSTGRES_SERVER).filter((server) => !isReplica(server));
  return servers.length === 0 ? NOT_APPLICABLE : servers.flatMap((server) => judge(stack, server));
}

function judge(stack: StackView, server: RuleResource): CheckResults {
  const link = strongest(stack.ofType(POSTGRES_ADMINISTRATOR).map((administrator) => linkToParent(stack, administrator, server)));
  if (link === "linked") return [];
  if (link === "undecided") return [{ unknown: PLACE, resource: server }];
  return [{ path: PLACE, found: undefined, expected: "an administrator from Entra", resource: server }];
}
