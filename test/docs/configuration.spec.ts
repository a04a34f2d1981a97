import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { renderConfigSchema } from "../../docs/generate/configSchema";
import { COMMAND, PAGE, renderConfiguration } from "../../docs/generate/configuration";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly oneOf?: readonly Node[];
}

const page = renderConfiguration();

/** Cells of the rows that begin with a key, by its path; a key of several forms has several rows. */
const rows = Array.from(page.matchAll(/^\| (\[?`.+) \|$/gm), ([, line = ""]) => line.split(/(?<!\\) \| /)).map(([key = "", ...cells]) => ({
  key: key.replace(/^\[?`([^`]+)`.*$/, "$1"),
  cells,
}));

/** Paths of a schema's members, found apart from the generator. */
function paths(path: string, node: Node): readonly string[] {
  const inside = [
    ...Object.entries(node.properties ?? {}).flatMap(([name, member]) => [`${path}.${name}`, ...paths(`${path}.${name}`, member)]),
    ...(node.items === undefined ? [] : paths(`${path}[]`, node.items)),
    ...(typeof node.additionalProperties === "object" ? paths(`${path}.<name>`, node.additionalProperties) : []),
    ...(node.oneOf ?? []).flatMap((form) => paths(path, form)),
  ];
  return inside;
}

const cellsOf = (wanted: string): readonly (readonly string[])[] => rows.filter(({ key }) => key === wanted).map(({ cells }) => cells);

describe("docs/configuration.md", () => {
  it("is up to date with the schema", () => {
    assert.equal(readFileSync(PAGE, "utf8"), page, `stale: run ${COMMAND}`);
  });

  it("has a row for every key and member of docs/config.schema.json, and no other", () => {
    const { config } = JSON.parse(renderConfigSchema()).properties;
    const keys = Object.entries<Node>(config.properties).map(([key, node]) => [key.replace("hardened-aks:", ""), node] as const);
    const expected = keys.flatMap(([key, node]) => [key, ...paths(key, node)]);
    assert.ok(expected.length > 150, `${expected.length} paths`);
    assert.deepEqual(rows.map(({ key }) => key).sort(), [...expected].sort());
  });

  it("names type, default and meaning of each", () => {
    const incomplete = rows.filter(({ key, cells }) => {
      const [type = "", initial = "", meaning = ""] = cells;
      const selectsForm = key.endsWith(".type") && initial === "";
      return cells.length !== 3 || type === "" || meaning.length < 10 || (initial === "" && !selectsForm);
    });
    assert.deepEqual(incomplete, []);
    assert.doesNotMatch(page, /undefined|\[object|NaN|9007199254740991/);
  });

  const expected: readonly (readonly [description: string, key: string, cell: number, content: RegExp])[] = [
    ["enumerations", "tier", 0, /^`production`, `nonProduction`$/],
    ["bounds of a number", "stamps[].trafficWeight", 0, /^integer, 1 to 1000$/],
    ["the size of a list", "stamps", 0, /^list \(1 to 32\) of objects$/],
    ["what a pattern allows, in words", "cluster.adminGroupObjectIds", 0, /^list \(at least 1\) of string: a GUID such as /],
    ["what names of a map are allowed", "workloads", 0, /^map of objects; names: 3 to 30 lower-case letters/],
    ["numbers of a set", "postgres.storageGb", 0, /^`32`, `64`, .*`4096`/],
    ["keys without default", "platform", 1, /^required$/],
    ["members without default", "workloads.<name>.image", 1, /^required$/],
    ["optional members", "workloads.<name>.cpuLimit", 1, /^none$/],
    ["defaults", "workloads.<name>.port", 1, /^`8080`$/],
    ["keys that Pulumi.yaml describes", "workloads", 2, /^Workloads, by name$/],
    ["members of a form", "network.egress.nextHopIpAddress", 2, /^With type `userDefinedRouting`: /],
  ];
  for (const [description, key, cell, content] of expected) {
    it(`shows ${description}`, () => {
      const [cells = []] = cellsOf(key);
      assert.match(cells[cell] ?? "", content);
    });
  }

  it("lists each form of a member by what selects it", () => {
    const types = cellsOf("network.egress.type").map(([type]) => type);
    assert.deepEqual(types, ["`natGateway`", "`userDefinedRouting`"]);
  });
});
