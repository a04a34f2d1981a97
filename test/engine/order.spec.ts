import assert from "node:assert/strict";
import { criticalPath, type Step } from "./support/criticalPath";
import { minutesOf } from "./support/latencies";
import { program, stackConfig } from "./support/program";
import type { DoneOperation } from "./support/simulatedCloud";
import { type EngineStack, engineStack } from "./support/stack";
import { stateOf } from "./support/state";
import { figure, onTheEngine, WITHOUT_PACK } from "./support/suite";
import { nameOf } from "./support/urn";

/** Milliseconds that stand for a minute of Azure. */
const MINUTE = Number(process.env.ENGINE_MINUTE ?? 8000);
const LONGEST_OVERHEAD = 1.05;
/** Most of the engine's own time that is forgiven, as a part of the chain: on a busy machine that time could hide a needless wait. */
const MOST_FORGIVEN = 0.02;
/** Network, cluster, node pool, gateway, Front Door one after the other, at the times of latencies.ts. More is a wait too many. */
const LONGEST_CHAIN = 25;

/** Groups in the order in which they have to go. */
const DELETED_IN_ORDER: readonly (readonly [string, (operation: DoneOperation) => boolean])[] = [
  ["routes", ({ type }) => type === "azure-native:cdn:Route"],
  ["origins", ({ type }) => type === "azure-native:cdn:AFDOrigin"],
  ["load balancer", ({ name }) => name.endsWith("-gateway-load-balancer")],
  ["namespaces of workloads", ({ name }) => name.endsWith("-catalog-space-namespace")],
  ["cluster", ({ type }) => type === "azure-native:containerservice:ManagedCluster"],
  ["private endpoints", ({ type }) => type === "azure-native:network:PrivateEndpoint"],
  ["networks", ({ type }) => type === "azure-native:network:VirtualNetwork"],
  ["network security groups", ({ type }) => type === "azure-native:network:NetworkSecurityGroup"],
  ["resource group", ({ name }) => name === "swedencentral-group"],
];

onTheEngine("order and time", () => {
  let engine: EngineStack;
  /** Milliseconds that program and engine take where Azure takes none. */
  let own = 0;
  before(async () => {
    engine = await engineStack({ name: "dev", config: stackConfig("dev"), program });
    await engine.stack.up(WITHOUT_PACK);
    own = lengthOf(engine.cloud.done);
  });
  after(() => engine?.close());

  it("goes in the opposite order: edge, workload, cluster, private endpoints, subnets", async () => {
    const before = engine.cloud.done.length;
    await engine.stack.destroy(WITHOUT_PACK);
    const deletions = engine.cloud.done.slice(before);
    let previous = { title: "start", ended: 0 };
    for (const [title, belongs] of DELETED_IN_ORDER) {
      const group = deletions.filter(belongs);
      assert.ok(group.length > 0, `${title}: none deleted`);
      const started = Math.min(...group.map((operation) => operation.started));
      assert.ok(started >= previous.ended, `${title} are deleted before ${previous.title} are gone`);
      previous = { title, ended: Math.max(...group.map(({ ended }) => ended)) };
    }
  });

  it("nothing waits for what it does not need: the run is as long as its longest chain", async () => {
    // The vault of the first one keeps its name until soft delete ends.
    await engine.stack.setConfig("hardened-aks:nameSalt", { value: "again" });
    const before = engine.cloud.done.length;
    engine.cloud.intercept = (operation) => new Promise((resolve) => setTimeout(resolve, minutesOf(operation) * MINUTE));
    await engine.stack.up({ ...WITHOUT_PACK, parallel: 256 });
    const { resources } = await stateOf(engine);
    const path = criticalPath(resources, (resource) => (resource.custom ? minutesOf({ ...resource, name: nameOf(resource.urn) }) : 0));
    const longest = path.at(-1)?.total ?? 0;
    const done = engine.cloud.done.slice(before);
    const minutes = lengthOf(done) / MINUTE;
    print(path, done);
    figure(`run ${minutes.toFixed(1)} min, longest chain ${longest.toFixed(1)} min, ${(minutes / longest).toFixed(3)}×`);
    const forgiven = Math.min(own / MINUTE, longest * MOST_FORGIVEN);
    const rest = minutes - forgiven;
    figure(`without ${forgiven.toFixed(2)} min of the engine's own ${(own / 1000).toFixed(1)} s: ${(rest / longest).toFixed(3)}×`);
    assert.ok(longest <= LONGEST_CHAIN, `a chain of ${longest} minutes`);
    assert.ok(rest <= longest * LONGEST_OVERHEAD, `${minutes} minutes for a chain of ${longest}`);
  });
});

function lengthOf(done: readonly DoneOperation[]): number {
  return Math.max(...done.map(({ ended }) => ended)) - Math.min(...done.map(({ started }) => started));
}

/** The chain, with the minute in which each link could have been done and was done. */
function print(path: readonly Step[], done: readonly DoneOperation[]): void {
  const start = Math.min(...done.map(({ started }) => started));
  for (const { urn, total } of path) {
    const actual = done.find((operation) => operation.urn === urn);
    if (actual === undefined) continue;
    const minute = ((actual.ended - start) / MINUTE).toFixed(1);
    figure(`${total.toFixed(1).padStart(5)} ${minute.padStart(5)} min  ${nameOf(urn)}`);
  }
}
