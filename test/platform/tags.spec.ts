import assert from "node:assert/strict";
import { preview } from "./support/preview";

describe("Tags that others add", () => {
  const tagged = async (ignoredTags: readonly string[]) => {
    const { registrations } = await preview({ stack: "prod", settings: { governance: { ignoredTags } } });
    return registrations.filter(({ type, custom }) => custom && type.startsWith("azure-native:"));
  };

  it("are ignored on every resource with tags, in addition to what the resource ignores itself, and nowhere else", async () => {
    const resources = await tagged(["Cost Center", "createdBy"]);
    const added = ['tags["Cost Center"]', 'tags["createdBy"]'];
    for (const { name, inputs, options } of resources) {
      const ignored = options.ignoreChanges.filter((path) => path.startsWith("tags"));
      assert.deepEqual(ignored, inputs.tags === undefined ? [] : added, name);
    }
    const pool = resources.find(({ name }) => name === "swedencentral-aks-pool-workload");
    assert.deepEqual(pool?.options.ignoreChanges, ["count", ...added]);
  });

  it("are drift without the option", async () => {
    for (const { options } of await tagged([])) assert.ok(!options.ignoreChanges.some((path) => path.startsWith("tags")));
  });
});
