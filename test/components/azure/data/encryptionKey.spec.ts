import assert from "node:assert/strict";
import { createEncryptionKey } from "../../../../components/azure/data/encryptionKey";
import { stampContext } from "../../../support/contexts";
import { record, resolved, settle } from "../../../support/mocks";

const KEY = "azure-native:keyvault:Key";

describe("createEncryptionKey", () => {
  it("creates a strong encryption key that is not exportable and does not expire", async () => {
    const recorder = await record({ [KEY]: () => ({ keyUriWithVersion: "https://kv.vault.azure.net/keys/etcd/1" }) });
    const key = await settle(createEncryptionKey("etcd-key", { context: stampContext(), vaultName: "kv" }, {}));
    const { inputs, protect, retainOnDelete } = recorder.one(KEY);
    assert.deepEqual(inputs.properties, {
      kty: "RSA",
      keySize: 3072,
      keyOps: ["encrypt", "decrypt"],
      attributes: { enabled: true, exportable: false },
    });
    assert.equal(inputs.vaultName, "kv");
    assert.deepEqual([protect, retainOnDelete], [true, true]);
    assert.equal(await resolved(key.keyUriWithVersion), "https://kv.vault.azure.net/keys/etcd/1");
  });
});
