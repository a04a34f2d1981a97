import assert from "node:assert/strict";
import type { Policies } from "@pulumi/policy";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Decoding, decodeOnce } from "../../../policy-pack/sdk/decoding";
import { SDK_UNCHANGED } from "../../../policy-pack/sdk/unchanged";

type Call = (call: { readonly request: object }, done: (error: unknown, response: unknown) => void) => void;
type Handler = (pack: string, version: string, level: string, policies: Policies) => Call;

/** The SDK's analyzer without its transport. */
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, makeRemediateRpcFun } = require("@pulumi/policy/server") as Record<
  "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun" | "makeRemediateRpcFun",
  Handler
>;
const sdk = require("@pulumi/policy/deserialize") as Decoding;

const PROPERTIES = { name: "kv", tags: { team: "shop" }, zones: [1, 2] };
const received: unknown[] = [];

const policies: Policies = ["one", "two", "three"].flatMap((name) => [
  {
    name,
    description: name,
    enforcementLevel: "remediate",
    validateResource: ({ props }) => {
      received.push(structuredClone(plain(props)));
    },
    remediateResource: ({ props }) => ({ ...props, [name]: true }),
  },
  {
    name: `${name}-stack`,
    description: name,
    enforcementLevel: "mandatory",
    validateStack: ({ resources }) => {
      received.push(...resources.map(({ props }) => structuredClone(plain(props))));
    },
  },
]);

const plain = (props: unknown): unknown => JSON.parse(JSON.stringify(props));

/** A request of the engine that counts how often its properties are decoded. */
function counted<T extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(request: T) {
  const properties = Struct.fromJavaScript(PROPERTIES);
  const count = { decoded: 0 };
  const decode = properties.toJavaScript.bind(properties);
  properties.toJavaScript = () => {
    count.decoded += 1;
    return decode();
  };
  request.setType("azure-native:keyvault:Vault");
  request.setUrn("urn:pulumi:dev::shop::azure-native:keyvault:Vault::kv");
  request.setProperties(properties);
  const options = new analyzer.AnalyzerResourceOptions();
  options.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
  request.setOptions(options);
  return { request, count };
}

function call(handler: Handler, request: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    handler("pack", "1.0.0", "mandatory", policies)({ request }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

async function analyzed(): Promise<number> {
  const { request, count } = counted(new analyzer.AnalyzeRequest());
  await call(makeAnalyzeRpcFun, request);
  return count.decoded;
}

async function analyzedInStack(): Promise<number> {
  const { request, count } = counted(new analyzer.AnalyzerResource());
  const stack = new analyzer.AnalyzeStackRequest();
  stack.setResourcesList([request]);
  await call(makeAnalyzeStackRpcFun, stack);
  return count.decoded;
}

describe("decoding properties", () => {
  const original = sdk.deserializeProperties;
  beforeEach(() => {
    received.length = 0;
  });
  afterEach(() => {
    sdk.deserializeProperties = original;
  });

  it("happens again for each policy by default", async () => {
    assert.deepEqual([await analyzed(), await analyzedInStack()], [3, 3]);
  });

  it("happens once for a resource and once in a stack, and each policy receives all properties", async () => {
    decodeOnce(sdk);
    assert.deepEqual([await analyzed(), await analyzedInStack()], [1, 1]);
    assert.deepEqual(received, Array(6).fill(PROPERTIES));
  });

  it(`happens again for each policy if ${SDK_UNCHANGED} is true`, async () => {
    decodeOnce(sdk, { [SDK_UNCHANGED]: "true" });
    assert.deepEqual([await analyzed(), await analyzedInStack()], [3, 3]);
  });

  it("shares nothing between requests", async () => {
    decodeOnce(sdk);
    assert.deepEqual([await analyzed(), await analyzed()], [1, 1]);
  });

  it("decodes separately for each remediation", async () => {
    decodeOnce(sdk);
    const { request } = counted(new analyzer.AnalyzeRequest());
    const response = (await call(makeRemediateRpcFun, request)) as analyzer.RemediateResponse;
    const remedied = response
      .getRemediationsList()
      .map((remediation) => Object.keys(remediation.getProperties()?.toJavaScript() ?? {}).length);
    assert.deepEqual(remedied, [4, 5, 6]);
  });
});
