import assert from "node:assert/strict";
import type { Registration } from "../../offline/registration";
import { preview, type Scenario } from "./support/preview";
import { type RecordedArguments, recordArguments } from "./support/recordedArguments";
import { checkTypes } from "./support/sdkTypes";
import { EVERYTHING, NGINX_AND_PUBLIC } from "./support/stacks";

/** Kinds that other projects define; no SDK declares their types. */
const CUSTOM_RESOURCES = [
  "kubernetes:cert-manager.io/v1:Certificate",
  "kubernetes:cert-manager.io/v1:ClusterIssuer",
  "kubernetes:gateway.networking.k8s.io/v1:BackendTLSPolicy",
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
  "kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant",
  "kubernetes:networking.istio.io/v1:DestinationRule",
  "kubernetes:networking.istio.io/v1:Gateway",
  "kubernetes:networking.istio.io/v1:VirtualService",
  "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
  "kubernetes:security.istio.io/v1:AuthorizationPolicy",
  "kubernetes:trust.cert-manager.io/v1alpha1:Bundle",
];

const SCENARIOS: readonly Scenario[] = [
  { stack: "dev", settings: { scope: "azure" } },
  { stack: "dev", settings: { ingress: { controller: "gateway-api" } } },
  { stack: "dev", settings: NGINX_AND_PUBLIC },
  { stack: "prod" },
  { stack: "prod", settings: EVERYTHING },
];

interface Recording {
  readonly registrations: readonly Registration[];
  readonly recordedArguments: RecordedArguments;
}

async function record(scenario: Scenario): Promise<Recording> {
  const { result, recordedArguments } = await recordArguments(() => preview(scenario));
  return { registrations: result.registrations, recordedArguments };
}

/** Recorded inputs, with the arguments that the SDK's classes dropped added as null. */
function withDropped({ registrations, recordedArguments }: Recording): readonly Registration[] {
  return registrations.map((registration) => {
    const dropped = (recordedArguments.get(`${registration.type} ${registration.name}`) ?? []).filter(
      (key) => !(key in registration.inputs),
    );
    return { ...registration, inputs: { ...Object.fromEntries(dropped.map((key) => [key, null])), ...registration.inputs } };
  });
}

describe("Recorded inputs", function () {
  this.timeout(240_000);
  let recorded: readonly Registration[];

  before(async () => {
    const recordings: Recording[] = [];
    // Sequentially: the SDK has one runtime per process.
    for (const scenario of SCENARIOS) recordings.push(await record(scenario));
    recorded = recordings.flatMap(withDropped);
  });

  it("match the SDK's argument types, in every scenario", () => {
    const { errors, checked, undeclared } = checkTypes(recorded);
    assert.deepEqual(errors, []);
    assert.ok(checked > 500, `${checked} inputs`);
    assert.deepEqual([...undeclared].sort(), CUSTOM_RESOURCES);
  });

  it("include every resource with the arguments passed to it", async () => {
    const { registrations, recordedArguments } = await record({ stack: "dev" });
    const sdk = registrations.filter(({ type }) => /^(azure-native|random|kubernetes):/.test(type) && !CUSTOM_RESOURCES.includes(type));
    const missing = sdk.filter(({ type, name }) => !recordedArguments.has(`${type} ${name}`)).map(({ type }) => type);
    assert.deepEqual(missing, []);
  });

  const wrong: readonly (readonly [what: string, type: string, before: RegExp, after: string, expected: RegExp])[] = [
    [
      "an unknown property deep inside",
      "azure-native:containerservice:ManagedCluster",
      /"networkPluginMode"/,
      '"networkPluginMod"',
      /networkProfile\.networkPluginMod: .*may only specify known properties/,
    ],
    [
      "a member of another type of the union",
      "azure-native:cdn:Rule",
      /"headerName"/,
      '"pattern"',
      /actions\[0\]\.parameters\.pattern: .*may only specify/,
    ],
    ["a number for a string", "azure-native:network:VirtualNetwork", /"location":"[^"]*"/, '"location":5', /location: .*'number' is not/],
    ["a missing required member", "azure-native:keyvault:Vault", /"tenantId":"[^"]*",?/, "", /properties: .*'tenantId' is missing/],
    [
      "a string for a number",
      "kubernetes:apps/v1:Deployment",
      /"containerPort":(\d+)/,
      '"containerPort":"$1"',
      /spec\.template\.spec\.containers\[0\]\.ports\[0\]\.containerPort: .*'string' is not assignable to type 'number'/,
    ],
    ["a wrong constant", "kubernetes:core/v1:Service", /"kind":"Service"/, '"kind":"Svc"', /kind: .*"Svc"' is not assignable/],
    ["an argument that the class drops", "azure-native:storage:StorageAccount", /^\{/, '{"allowSharedKeys":null,', /allowSharedKeys: /],
  ];
  for (const [what, type, before, after, expected] of wrong) {
    it(`are refused for ${what}`, () => {
      const one = recorded.find((registration) => registration.type === type);
      assert.ok(one, type);
      const text = JSON.stringify(one.inputs);
      const changed = text.replace(before, after);
      assert.notEqual(changed, text);
      const { errors } = checkTypes([{ ...one, inputs: JSON.parse(changed) }]);
      assert.equal(errors.length, 1);
      assert.match(errors[0] ?? "", expected);
    });
  }

  it("are refused where a spread object contains an undeclared argument", async () => {
    const program = async () => {
      const { Vault } = require("@pulumi/azure-native/keyvault") as { Vault: new (name: string, args: object) => object };
      try {
        new Vault("vault", { vaultName: "kv", enablePurge: true, tags: undefined });
      } catch {
        // Without a running program the constructor fails, after its arguments are recorded.
      }
    };
    const { recordedArguments } = await recordArguments(program);
    assert.deepEqual(recordedArguments.get("azure-native:keyvault:Vault vault"), ["vaultName", "enablePurge"]);
  });
});
