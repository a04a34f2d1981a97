import assert from "node:assert/strict";
import { faultsOf, load, stackWith } from "./stack";

const CANARY = "hunter2secret";
const ENVIRONMENT = "workloads.catalog.environment";

describe("Credentials in environment values", () => {
  const refused = [
    `Server=db;Password=${CANARY}`,
    `Server=db; PWD = ${CANARY}`,
    `password=${CANARY}`,
    `cache:6380,password=${CANARY},ssl=True`,
    `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${CANARY}==`,
    `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=${CANARY}=`,
    `amqp://shop:${CANARY}@queue.contoso.com:5671`,
    `redis://:${CANARY}@cache`,
    `https://shop.blob.core.windows.net/c?sv=2024-11-04&sig=${CANARY}0123456789%3D`,
  ];
  for (const value of refused) {
    it(`are refused without being shown: ${value.slice(0, 40)}`, () => {
      const { faults, message } = faultsOf(stackWith({ [ENVIRONMENT]: { CONN: value } }));
      assert.deepEqual(
        faults.map(({ path }) => path),
        [`${ENVIRONMENT}.CONN`],
      );
      assert.doesNotMatch(message, new RegExp(CANARY));
    });
  }

  const accepted = [
    "Server=db;Database=shop;Authentication=Active Directory Default",
    "Server=db;Password=$(DATABASE_PASSPHRASE)",
    "Host=db;Password=",
    "https://contoso.com/account?resetpassword=true",
    "https://contoso.com:8443/users@home",
    "AccountName=shop;AccountKeyFile=/mnt/secrets/key",
    "type your password here",
  ];
  for (const value of accepted) it(`are not seen in ${value}`, () => assert.ok(load(stackWith({ [ENVIRONMENT]: { CONN: value } }))));
});
