import assert from "node:assert/strict";
import { files, type Import, importsOf, isCode, parse } from "./support/sources";

const SOURCES: ReadonlyMap<string, readonly Import[]> = new Map(
  files()
    .filter((file) => isCode(file) && !file.startsWith("test/"))
    .map((file) => [file, importsOf(parse(file))]),
);

interface Room {
  /** Folder or file; of several that match a file, the longest is its room. */
  readonly room: string;
  /** Rooms that it may import from in addition to itself. */
  readonly from: readonly string[];
}

/** What every rule may use. */
const READING = ["policy-pack/rules/facts/", "policy-pack/rules/reading/", "policy-pack/rules/rule.ts"];
const area = (name: string, ...from: readonly string[]): Room => ({ room: `policy-pack/rules/${name}/`, from: [...READING, ...from] });

const AREAS = ["aks", "containerRegistry", "identity", "ingress", "keyVault", "namespaces", "network", "networkPolicies", "podSecurity"];
const MORE_AREAS = ["governance", "monitoring", "postgres", "redis", "services", "sidecar", "storage"];

const PACK: readonly Room[] = [
  { room: "policy-pack/rules/facts/", from: [] },
  // A rule reads values, and what reads values for rules returns their results.
  { room: "policy-pack/rules/rule.ts", from: ["policy-pack/rules/reading/"] },
  { room: "policy-pack/rules/reading/", from: ["policy-pack/rules/facts/", "policy-pack/rules/rule.ts"] },
  ...[...AREAS, ...MORE_AREAS].map((name) => area(name)),
  // Whether an origin is locked down depends on the ingress that checks the header.
  area("frontDoor", "policy-pack/rules/ingress/"),
  // The sidecar's image and CPU limit have controls of their own.
  area("workloads", "policy-pack/rules/sidecar/"),
  { room: "policy-pack/rules/catalogue.ts", from: ["policy-pack/rules/"] },
  { room: "policy-pack/policies/", from: ["policy-pack/rules/"] },
  { room: "policy-pack/sdk/", from: [] },
  { room: "policy-pack/", from: ["policy-pack/policies/", "policy-pack/sdk/"] },
];

/** What every component may use: configuration types, plans, shared contexts, and the facts that program and pack share. */
const SHARED = [
  "components/context.ts",
  "components/requireEntry.ts",
  "components/config/schema/",
  "components/plan/",
  "policy-pack/rules/facts/",
];
const component = (folder: string, ...from: readonly string[]): Room => ({
  room: `components/${folder}/`,
  from: [...SHARED, ...from.map((room) => `components/${room}/`)],
});

const COMPONENTS: readonly Room[] = [
  { room: "components/config/schema/", from: ["policy-pack/rules/facts/"] },
  { room: "components/plan/", from: ["components/config/schema/", "policy-pack/rules/facts/"] },
  { room: "components/config/", from: ["components/config/schema/", "components/plan/", "policy-pack/rules/facts/"] },
  { room: "components/requireEntry.ts", from: [] },
  { room: "components/context.ts", from: ["components/plan/"] },
  { room: "components/sdk/", from: ["policy-pack/sdk/"] },
  component("azure/outputs"),
  component("azure/identity", "azure/outputs"),
  component("azure/governance"),
  component("azure/monitoring", "azure/governance"),
  component("azure/network", "azure/monitoring"),
  component("azure/registry", "azure/governance", "azure/monitoring"),
  component("azure/data", "azure/governance", "azure/monitoring", "azure/network"),
  component("azure/cluster", "azure/governance", "azure/monitoring", "azure/outputs"),
  component("azure/edge/approval"),
  component("azure/edge", "azure/edge/approval", "azure/monitoring", "azure/outputs"),
  component("kubernetes/access", "azure/outputs"),
  component("kubernetes/pod"),
  component("kubernetes/namespace", "kubernetes/pod"),
  component("kubernetes/sidecar", "kubernetes/pod"),
  component("kubernetes/addons", "kubernetes/namespace", "kubernetes/pod"),
  component("kubernetes/gateway", "kubernetes/namespace", "kubernetes/pod"),
  component("kubernetes/workload", "kubernetes/namespace", "kubernetes/pod", "kubernetes/sidecar"),
  component("stamp", "azure", "kubernetes"),
  { room: "components/", from: ["components/", "policy-pack/rules/facts/"] },
];

const ROOMS: readonly Room[] = [
  ...PACK,
  ...COMPONENTS,
  { room: "index.ts", from: ["components/"] },
  { room: "offline/cloud/azure/", from: ["offline/cloud/"] },
  { room: "requirements/", from: ["policy-pack/rules/rule.ts"] },
  { room: "offline/", from: ["components/", "policy-pack/", "requirements/"] },
  { room: "bench/", from: ["package.json"] },
  { room: "docs/", from: ["components/", "policy-pack/", "requirements/"] },
  { room: ".ci/", from: [] },
  { room: ".github/", from: [] },
];

/** The room that a file is in. */
function roomOf(file: string): Room {
  const rooms = ROOMS.filter(({ room }) => file.startsWith(room)).sort((one, other) => other.room.length - one.room.length);
  return rooms[0] ?? assert.fail(`${file} is in no room: add its folder to ROOMS`);
}

describe("Imports", () => {
  for (const one of ROOMS) {
    const { room, from } = one;
    it(`of ${room} stay within it and the rooms it builds on`, () => {
      const own = [...SOURCES].filter(([file]) => roomOf(file) === one);
      assert.ok(own.length > 0, "the room is empty");
      const wrong = own.flatMap(([file, imports]) =>
        imports
          .flatMap(({ file: target }) => target ?? [])
          .filter((target) => ![room, ...from].some((allowed) => target.startsWith(allowed)))
          .map((target) => `${file} imports ${target}`),
      );
      assert.deepEqual(wrong, []);
    });
  }

  it("form no circle", () => {
    assert.deepEqual(circles(), []);
  });

  it("take azure-native by module: its root index loads every service of Azure", () => {
    const loadsRoot = (file: string): boolean => importsOf(parse(file)).some(({ from }) => from === "@pulumi/azure-native");
    assert.deepEqual(files().filter(isCode).filter(loadsRoot), []);
  });

  it("name packages that package.json declares, or Node's own", () => {
    const { dependencies, devDependencies }: Record<string, object> = require("../package.json");
    const declared = new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]);
    const wrong = [...SOURCES].flatMap(([file, imports]) =>
      imports
        .filter(({ from }) => !from.startsWith(".") && !from.startsWith("node:"))
        .filter(({ from }) => !declared.has(from.split("/", from.startsWith("@") ? 2 : 1).join("/")))
        .map(({ from }) => `${file} imports ${from}`),
    );
    assert.deepEqual(wrong, []);
  });
});

/** Files that import each other, directly or through others. */
function circles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(" → "));
    if (path.includes(file) || done.has(file)) return;
    for (const { file: target } of SOURCES.get(file) ?? []) if (target !== undefined) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of SOURCES.keys()) visit(file, []);
  return found;
}
