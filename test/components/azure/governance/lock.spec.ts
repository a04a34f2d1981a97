import assert from "node:assert/strict";
import { createLock } from "../../../../components/azure/governance/lock";
import { record, settle } from "../../../support/mocks";

describe("createLock", () => {
  it("prevents deletion at the scope and nothing else", async () => {
    const recorder = await record();
    await settle(createLock("vault-lock", { scope: "/subscriptions/s/vaults/v", notes: "Holds secrets." }, {}));
    assert.deepEqual(recorder.one("azure-native:authorization:ManagementLockByScope").inputs, {
      lockName: "do-not-delete",
      scope: "/subscriptions/s/vaults/v",
      level: "CanNotDelete",
      notes: "Holds secrets.",
    });
  });
});
