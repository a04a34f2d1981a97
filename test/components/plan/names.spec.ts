import assert from "node:assert/strict";
import fc from "fast-check";
import { createNamer, NAME_RULES, type NameScope, type ResourceKind } from "../../../components/plan/names";

const KINDS = Object.keys(NAME_RULES) as ResourceKind[];

/** Azure's rule for each kind, from its documentation of naming rules, as a reference that is independent of the table. */
const AZURE: Readonly<Record<ResourceKind, RegExp>> = {
  resourceGroup: /^[\w().-]{0,89}[\w()-]$/,
  virtualNetwork: /^[a-zA-Z0-9][\w.-]{0,62}\w$/,
  networkSecurityGroup: /^[a-zA-Z0-9][\w.-]{0,78}\w$/,
  routeTable: /^[a-zA-Z0-9][\w.-]{0,78}\w$/,
  natGateway: /^[a-zA-Z0-9][\w.-]{0,78}\w$/,
  publicIpAddress: /^[a-zA-Z0-9][\w.-]{0,78}\w$/,
  privateEndpoint: /^[a-zA-Z0-9][\w.-]{0,62}\w$/,
  privateLinkService: /^[a-zA-Z0-9][\w.-]{0,78}\w$/,
  managedIdentity: /^[a-zA-Z0-9][\w-]{2,62}$/,
  cluster: /^[a-zA-Z0-9]$|^[a-zA-Z0-9][\w-]{0,52}[a-zA-Z0-9]$/,
  nodeResourceGroup: /^[\w().-]{0,79}[\w()-]$/,
  keyVault: /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  storageAccount: /^[a-z0-9]{3,24}$/,
  registry: /^[a-zA-Z0-9]{5,50}$/,
  postgresServer: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  eventHubNamespace: /^[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$/,
  frontDoorProfile: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$/,
  frontDoorEndpoint: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$/,
  frontDoorObject: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$/,
  ruleSet: /^[a-zA-Z][a-zA-Z0-9]{0,59}$/,
  wafPolicy: /^[a-zA-Z][a-zA-Z0-9]{0,127}$/,
  deployment: /^[\w().-]{1,64}$/,
  logAnalyticsWorkspace: /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/,
  monitorWorkspace: /^[a-zA-Z0-9][a-zA-Z0-9-]{2,42}[a-zA-Z0-9]$/,
  dataCollectionEndpoint: /^[a-zA-Z0-9][a-zA-Z0-9-]{1,42}[a-zA-Z0-9]$/,
  dataCollectionRule: /^[a-zA-Z0-9][\w.-]{1,62}\w$/,
  actionGroup: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,258}[a-zA-Z0-9]$/,
  alert: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,258}[a-zA-Z0-9]$/,
  budget: /^[a-zA-Z0-9][\w-]{0,62}$/,
  policyAssignment: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,22}[a-zA-Z0-9]$/,
};

const from = (alphabet: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: min, maxLength: max });
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const ALNUM = `${LOWER}0123456789`;

const platform = fc.tuple(from(LOWER, 1, 1), from(ALNUM, 1, 9)).map((parts) => parts.join(""));
/** Pulumi allows letters, digits, hyphens, underscores and dots in stack names, up to 100 of them. */
const environment = from(`${ALNUM}ABCXYZ-_.`, 1, 100).filter((name) => /[a-zA-Z0-9]/.test(name));
const region = fc.tuple(from(LOWER, 3, 3), from(ALNUM, 0, 20)).map((parts) => parts.join(""));
const workload = fc
  .tuple(from(LOWER, 1, 1), from(`${ALNUM}-`, 0, 29))
  .map((parts) => parts.join(""))
  .filter((name) => !name.endsWith("-"));
const scope: fc.Arbitrary<NameScope> = fc.record({ platform, environment, region, salt: from(ALNUM, 0, 16) });

describe("Names", () => {
  for (const kind of KINDS) {
    it(`${kind} complies with Azure's rule for any valid environment, region and workload`, () => {
      fc.assert(
        fc.property(scope, fc.option(workload, { nil: undefined }), (where, detail) => {
          assert.match(createNamer(where)(kind, detail), AZURE[kind]);
        }),
      );
    });
  }

  it("are the same for the same inputs", () => {
    fc.assert(
      fc.property(scope, workload, (where, detail) =>
        assert.equal(createNamer(where)("keyVault", detail), createNamer({ ...where })("keyVault", detail)),
      ),
    );
  });

  it("never collide between two stamps of a stack, for any kind", () => {
    fc.assert(
      fc.property(scope, region, fc.option(workload, { nil: undefined }), fc.constantFrom(...KINDS), (where, other, detail, kind) => {
        fc.pre(where.region !== other);
        assert.notEqual(createNamer(where)(kind, detail), createNamer({ ...where, region: other })(kind, detail));
      }),
      { numRuns: 2000 },
    );
  });

  it("never collide between two workloads of a stamp", () => {
    fc.assert(
      fc.property(scope, workload, workload, fc.constantFrom(...KINDS), (where, one, other, kind) => {
        fc.pre(one !== other);
        assert.notEqual(createNamer(where)(kind, one), createNamer(where)(kind, other));
      }),
      { numRuns: 2000 },
    );
  });

  it("of globally unique kinds differ between environments and salts", () => {
    fc.assert(
      fc.property(scope, environment, from(ALNUM, 0, 16), (where, otherEnvironment, otherSalt) => {
        const vault = createNamer(where)("keyVault");
        if (otherEnvironment !== where.environment)
          assert.notEqual(createNamer({ ...where, environment: otherEnvironment })("keyVault"), vault);
        if (otherSalt !== where.salt) assert.notEqual(createNamer({ ...where, salt: otherSalt })("keyVault"), vault);
      }),
    );
  });
});
