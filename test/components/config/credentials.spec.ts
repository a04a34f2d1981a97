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
    `amqp://shop:5671${CANARY}@queue.contoso.com`,
    `https://shop.blob.core.windows.net/c?sv=2024-11-04&sig=${CANARY}0123456789%3D`,
  ];
  for (const value of refused) {
    it(`are refused, and the message does not contain them: ${value.slice(0, 40)}`, () => {
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
    "jdbc:sqlserver://sql.contoso.com:1433;databaseName=db;user=app@sql;authentication=ActiveDirectoryMSI",
    "smtp://mail.contoso.com:587?from=noreply@contoso.com",
    "kafka://one.contoso.com:9092,two.contoso.com:9092?client=shop@contoso.com",
    "Host=db;Password=#{passphrase}#",
  ];
  for (const key of ["MAX_TOKENS", "TOKEN_ENDPOINT", "JWT_TOKEN_LIFETIME", "DB_PASSWORD_FILE", "SECRET_NAME"])
    it(`are not assumed in the key ${key}`, () => assert.ok(load(stackWith({ [ENVIRONMENT]: { [key]: "1" } }))));

  for (const key of [
    "DB_PASSWORD",
    "apiKey",
    "Auth__Token",
    "STORAGE_ACCESS_KEY",
    "ConnectionStrings__DbConnectionString",
    "API_KEY_1",
    "SECRET_VALUE",
  ])
    it(`are assumed in the key ${key}`, () => assert.equal(faultsOf(stackWith({ [ENVIRONMENT]: { [key]: "1" } })).faults.length, 1));

  for (const [key, value] of [
    ["baseUrl", `https://prod.contoso.com/x?sig=${CANARY}0123456789`],
    ["baseUrl", `https://user:${CANARY}@contoso.com`],
    ["relativePath", `triggers/manual?sig=${CANARY}0123456789`],
  ] as const) {
    it(`are refused in an API's ${key}, and the message does not contain them: ${value.slice(0, 20)}`, () => {
      const path = `workloads.catalog.sidecar.downstreamApis.graph.${key}`;
      const { faults, message } = faultsOf(stackWith({ [path]: value }));
      assert.deepEqual(
        faults.map((fault) => fault.path),
        [path],
      );
      assert.doesNotMatch(message, new RegExp(CANARY));
    });
  }

  for (const value of accepted) it(`are not found in ${value}`, () => assert.ok(load(stackWith({ [ENVIRONMENT]: { CONN: value } }))));
});
