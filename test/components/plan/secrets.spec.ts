import assert from "node:assert/strict";
import { rotationPeriod } from "../../../components/plan/rotation";
import { applicationSecrets, DATABASE_PASSWORD_SECRET, rotatedSecrets, secretsOf, secretsRevision } from "../../../components/plan/secrets";
import { load, stackFile, withValue } from "../config/stack";

const DAY = 86_400_000;
const start = new Date("2026-01-01T00:00:00Z");
const daysLater = (days: number) => new Date(start.getTime() + days * DAY);

type Change = readonly [path: string, value: unknown];

function prod(...changes: readonly Change[]) {
  const { config } = load(changes.reduce((keys, [path, value]) => withValue(keys, path, value), stackFile("prod")));
  const catalog = config.workloads.catalog;
  assert.ok(catalog);
  return { config, catalog };
}

const PASSWORD = ["postgres.authentication", { type: "password", administratorLogin: "platform", rotationDays: 90 }] as const;

describe("Rotation", () => {
  it("starts a new period after the configured number of days", () => {
    const first = rotationPeriod(90, start);
    const days = Array.from({ length: 181 }, (_, day) => rotationPeriod(90, daysLater(day)));
    const changes = days.filter((period, day) => day > 0 && period !== days[day - 1]).length;
    assert.equal(days[0], first);
    assert.equal(changes, 2);
  });
});

describe("Rotated secrets", () => {
  it("are the generated ones, and the database's password if there is one", () => {
    assert.deepEqual(rotatedSecrets(prod().config), ["catalog-api-key"]);
    assert.deepEqual(rotatedSecrets(prod(PASSWORD).config), ["catalog-api-key", DATABASE_PASSWORD_SECRET]);
  });
});

describe("Secrets of a workload", () => {
  it("are those in uses.keyVault, its sidecar's, and the database's password if there is one", () => {
    const { config, catalog } = prod();
    assert.deepEqual(secretsOf(catalog, config), ["catalog-api-key"]);
    const certificate = { type: "certificateFile", clientId: "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b03", certificate: "catalog-pfx" };
    const other = prod(PASSWORD, ["secrets", { "catalog-pfx": "x" }], ["workloads.catalog.sidecar.credential", certificate]);
    assert.deepEqual(secretsOf(other.catalog, other.config), ["catalog-api-key", DATABASE_PASSWORD_SECRET, "catalog-pfx"]);
  });

  it("are mounted into the application, except for the sidecar's", () => {
    const certificate = { type: "certificateFile", clientId: "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b03", certificate: "catalog-pfx" };
    const { config, catalog } = prod(PASSWORD, ["secrets", { "catalog-pfx": "x" }], ["workloads.catalog.sidecar.credential", certificate]);
    assert.deepEqual(applicationSecrets(catalog, config), ["catalog-api-key", DATABASE_PASSWORD_SECRET]);
  });

  it("restart its pods when a generated secret rotates, and not earlier", () => {
    const { config, catalog } = prod();
    const revisions = Array.from({ length: 181 }, (_, day) => secretsRevision(catalog, { config, now: daysLater(day) }));
    assert.equal(new Set(revisions).size, 3);
    assert.equal(revisions.filter((revision, day) => day > 0 && revision !== revisions[day - 1]).length, 2);
  });

  it("restart its pods when a generation is set, raised or removed, within one period", () => {
    const revisionOf = (...changes: readonly Change[]) => {
      const { config, catalog } = prod(...changes);
      return secretsRevision(catalog, { config, now: start });
    };
    const key = (generation?: number) => ["keyVault.generatedSecrets.catalog-api-key", { generation }] as const;
    const password = (generation: number) => [PASSWORD[0], { ...PASSWORD[1], generation }] as const;
    assert.equal(new Set([revisionOf(key()), revisionOf(key(1)), revisionOf(key(2))]).size, 3);
    assert.equal(new Set([revisionOf(PASSWORD), revisionOf(password(1)), revisionOf(password(2))]).size, 3);
  });

  it("restart its pods when a configured secret has another generation", () => {
    const revisionOf = (generation?: number) => {
      const sidecar = ["workloads.catalog.uses.keyVault", ["given"]] as const;
      const { config, catalog } = prod(["secrets", { given: "x" }], sidecar, ["keyVault.configuredSecrets", { given: { generation } }]);
      return secretsRevision(catalog, { config, now: start });
    };
    assert.equal(new Set([revisionOf(), revisionOf(1), revisionOf(2)]).size, 3);
  });

  it("restart its pods when the database's password rotates", () => {
    const { config, catalog } = prod(PASSWORD, ["keyVault.generatedSecrets.catalog-api-key", { rotationDays: 730 }]);
    const [first, second] = [0, 90].map((days) => secretsRevision(catalog, { config, now: daysLater(days) }));
    assert.notEqual(first, second);
  });
});
