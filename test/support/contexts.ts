import * as pulumi from "@pulumi/pulumi";
import type { StampContext } from "../../components/context";
import { createNamer } from "../../components/plan/names";

const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test`;

/** Context of a stamp, to create single components in tests. */
export function stampContext(overrides: Partial<StampContext> = {}): StampContext {
  return {
    location: "swedencentral",
    resourceGroupName: pulumi.output("rg-test"),
    resourceGroupId: pulumi.output(GROUP),
    name: createNamer({ platform: "shop", environment: "test", region: "swedencentral", salt: "org/" }),
    tags: { environment: "test" },
    tenantId: pulumi.output("11111111-1111-1111-1111-111111111111"),
    subscriptionId: pulumi.output(SUBSCRIPTION),
    protect: true,
    locks: true,
    logAnalyticsWorkspaceId: pulumi.output(`${GROUP}/providers/Microsoft.OperationalInsights/workspaces/log`),
    actionGroupId: pulumi.output(`${GROUP}/providers/Microsoft.Insights/actionGroups/ag`),
    zones: ["1", "2", "3"],
    index: 0,
    ...overrides,
  };
}
