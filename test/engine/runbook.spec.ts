import assert from "node:assert/strict";
import { type ConfigChange, withChanges } from "./support/changes";
import { type Checkout, checkout } from "./support/checkout";
import { stackConfig } from "./support/program";
import { exportState } from "./support/state";
import { describeOnEngine } from "./support/suite";

const version = (value: string): ConfigChange => ({ key: "cluster", path: ["kubernetesVersion"], value });
const OLD = version("1.35");
const NEW = version("1.36");

describeOnEngine("docs/operations.md: upgrade one stamp of prod at a time", () => {
  let clone: Checkout;
  const configure = (...changes: readonly ConfigChange[]) => clone.configure(withChanges(stackConfig("prod"), changes));

  /** Runs an update, and returns its operations in their order. */
  const update = async (...options: readonly string[]): Promise<readonly string[]> => {
    const before = clone.cloud.operations.length;
    await clone.run("up", "--yes", "--skip-preview", ...options);
    return clone.cloud.operations.slice(before).map(({ kind, name }) => `${kind} ${name}`);
  };

  const targets = async (...names: readonly string[]): Promise<readonly string[]> => {
    const { resources } = await exportState(clone);
    const found = resources.filter(({ urn, custom }) => custom && names.some((name) => urn.endsWith(`::${name}`)));
    assert.equal(found.length, names.length);
    return found.flatMap(({ urn }) => ["--target", urn]);
  };

  before(async () => {
    clone = await checkout("prod");
    configure(OLD);
    await update();
  });
  after(() => clone?.close());

  ["swedencentral", "germanywestcentral"].forEach((region, stamp) => {
    it(`updates only the cluster and the pools of ${region}, without traffic`, async () => {
      const drained: ConfigChange = { key: "stamps", path: [stamp, "drained"], value: true };
      const origins = `edge-origins-${region}`;
      configure(stamp === 0 ? OLD : NEW, drained);
      assert.deepEqual(await update(...(await targets(origins))), [`update ${origins}`]);

      configure(NEW, drained);
      const cluster = [`${region}-aks-cluster`, `${region}-aks-pool-workload`];
      assert.deepEqual(
        await update(...(await targets(...cluster))),
        cluster.map((name) => `update ${name}`),
      );

      configure(NEW);
      assert.deepEqual(await update(...(await targets(origins))), [`update ${origins}`]);
    });
  });

  it("leaves only the namespaces' Pod Security version to the update after it", async () => {
    const operations = await update();
    assert.ok(operations.length > 0);
    assert.deepEqual(
      operations.filter((operation) => !/^update .*-namespace$/.test(operation)),
      [],
    );
    await clone.run("preview", "--expect-no-changes");
  });
});
