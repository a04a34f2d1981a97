import assert from "node:assert/strict";
import { lock } from "../../../../components/azure/governance/lock";
import { record, settle } from "../../../support/mocks";

describe("lock", () => {
  it("forbids deletion at the scope and nothing more", async () => {
    const recorder = await record();
    await settle(lock("vault-lock", { scope: "/subscriptions/s/vaults/v", notes: "Holds secrets." }, {}));
    assert.deepEqual(recorder.one("azure-native:authorization:ManagementLockByScope").inputs, {
      lockName: "do-not-delete",
      scope: "/subscriptions/s/vaults/v",
      level: "CanNotDelete",
      notes: "Holds secrets.",
    });
  });
});
