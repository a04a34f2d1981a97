import assert from "node:assert/strict";
import type { Policies } from "@pulumi/policy";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { read } from "../../../policy-pack/policies/reader";
import { type Decoding, decodeOnce } from "../../../policy-pack/sdk/decoding";
import { keepSecretMarks } from "../../../policy-pack/sdk/secretMarks";
import { SDK_UNCHANGED } from "../../../policy-pack/sdk/unchanged";

type Call = (call: { readonly request: object }, done: (error: unknown, response: unknown) => void) => void;
type Handler = (pack: string, version: string, level: string, policies: Policies) => Call;

/** The SDK's analyzer without its transport. */
const { makeAnalyzeRpcFun }: { makeAnalyzeRpcFun: Handler } = require("@pulumi/policy/server");
const sdk = require("@pulumi/policy/deserialize") as Decoding;

/** Encoding of a secret in the engine's requests (`@pulumi/pulumi/runtime/rpc`). */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const PROPERTIES = { name: "kv", admin: { password: { ...SECRET, value: "hunter22" } }, keys: { ...SECRET, value: ["a", "b"] } };
/** What a policy reads of them, with and without the mark. */
const VALUES = { password: "hunter22", json: { name: "kv", admin: { password: "hunter22" }, keys: ["a", "b"] } };

const seen: unknown[] = [];
const policies: Policies = [
  {
    name: "reading",
    description: "reading",
    enforcementLevel: "mandatory",
    validateResource: ({ props }) => {
      const paths = [...new Set(read(props).secretPaths)];
      seen.push({ paths, password: props.admin.password, json: JSON.parse(JSON.stringify(props)) });
    },
  },
];

async function readByPolicy(): Promise<unknown[]> {
  seen.length = 0;
  const request = new analyzer.AnalyzeRequest();
  request.setType("azure-native:keyvault:Vault");
  request.setUrn("urn:pulumi:dev::shop::azure-native:keyvault:Vault::kv");
  request.setProperties(Struct.fromJavaScript(PROPERTIES));
  request.setOptions(new analyzer.AnalyzerResourceOptions());
  await new Promise((resolve, reject) => {
    const done = (error: unknown, response: unknown) => (error ? reject(error) : resolve(response));
    makeAnalyzeRpcFun("pack", "1.0.0", "mandatory", policies)({ request }, done);
  });
  return seen;
}

describe("the mark on secrets", () => {
  const original = sdk.deserializeProperties;
  afterEach(() => {
    sdk.deserializeProperties = original;
  });

  it("is removed by default", async () => {
    assert.deepEqual(await readByPolicy(), [{ paths: [], ...VALUES }]);
  });

  it("is kept, and policies read the values all the same", async () => {
    assert.equal(keepSecretMarks(sdk), true);
    decodeOnce(sdk);
    assert.deepEqual(await readByPolicy(), [{ paths: ["admin.password", "keys"], ...VALUES }]);
  });

  it(`is removed if ${SDK_UNCHANGED} is true`, async () => {
    assert.equal(keepSecretMarks(sdk, { [SDK_UNCHANGED]: "1" }), false);
    assert.deepEqual(await readByPolicy(), [{ paths: [], ...VALUES }]);
  });
});
