import assert from "node:assert/strict";
import { criticalPath, type Step } from "./support/criticalPath";
import { minutesOf } from "./support/latencies";
import { program, stackConfig } from "./support/program";
import type { OperationRecord } from "./support/simulatedCloud";
import { createEngineStack, type EngineStack } from "./support/stack";
import { exportState } from "./support/state";
import { describeOnEngine, printFigure, WITHOUT_PACK } from "./support/suite";
import { nameOf } from "./support/urn";

/** Milliseconds of simulated latency per minute of provisioning time in Azure. */
const MINUTE = Number(process.env.ENGINE_MINUTE ?? 8000);
/** Duration of a run relative to its critical path. */
const MAX_DURATION_RATIO = 1.05;
/**
 * Limit of the engine's own time that is deducted from the duration, relative to the critical path: on a busy machine a larger
 * deduction could hide an unnecessary dependency.
 */
const MAX_DEDUCTED_OVERHEAD = 0.02;
/**
 * Minutes for network, cluster, node pool, gateway and Front Door in sequence, by the times in latencies.ts. A longer path means an
 * unnecessary dependency.
 */
const MAX_CRITICAL_PATH = 25;

type Group = readonly [title: string, contains: (operation: OperationRecord) => boolean];

/** Groups of resources in the required order of their deletion. */
const DELETION_ORDER: readonly Group[] = [
  ["routes", ({ type }) => type === "azure-native:cdn:Route"],
  ["origins", ({ type }) => type === "azure-native:cdn:AFDOrigin"],
  ["load balancer", ({ name }) => name.endsWith("-gateway-load-balancer")],
  ["workload namespaces", ({ name }) => name.endsWith("-catalog-space-namespace")],
  ["cluster", ({ type }) => type === "azure-native:containerservice:ManagedCluster"],
  ["networks", ({ type }) => type === "azure-native:network:VirtualNetwork"],
  ["network security groups", ({ type }) => type === "azure-native:network:NetworkSecurityGroup"],
  ["resource group", ({ name }) => name === "swedencentral-group"],
];

/** Pods use the endpoints until they are deleted; the cluster itself needs none without an etcd key. */
const ENDPOINTS_BETWEEN: readonly Group[] = [
  ["workload namespaces", ({ name }) => name.endsWith("-catalog-space-namespace")],
  ["private endpoints", ({ type }) => type === "azure-native:network:PrivateEndpoint"],
  ["networks", ({ type }) => type === "azure-native:network:VirtualNetwork"],
];

describeOnEngine("order and duration of operations", () => {
  let engine: EngineStack;
  /** Milliseconds that the program and the engine take, measured without simulated latency. */
  let overhead = 0;
  before(async () => {
    engine = await createEngineStack({ name: "dev", config: stackConfig("dev"), program });
    await engine.stack.up(WITHOUT_PACK);
    overhead = durationOf(engine.cloud.operations);
  });
  after(() => engine?.close());

  it("deletes in reverse order: edge, workloads, cluster and private endpoints, networks", async () => {
    const before = engine.cloud.operations.length;
    await engine.stack.destroy(WITHOUT_PACK);
    const deletions = engine.cloud.operations.slice(before);
    for (const order of [DELETION_ORDER, ENDPOINTS_BETWEEN]) assertOrder(order, deletions);
  });

  it("has no unnecessary dependencies: an update takes as long as its critical path", async () => {
    // The soft-deleted vault of the first update reserves its name.
    await engine.stack.setConfig("hardened-aks:nameSalt", { value: "again" });
    const before = engine.cloud.operations.length;
    engine.cloud.intercept = (operation) => new Promise((resolve) => setTimeout(resolve, minutesOf(operation) * MINUTE));
    await engine.stack.up({ ...WITHOUT_PACK, parallel: 256 });
    const { resources } = await exportState(engine);
    const path = criticalPath(resources, (resource) => (resource.custom ? minutesOf({ ...resource, name: nameOf(resource.urn) }) : 0));
    const pathLength = path.at(-1)?.total ?? 0;
    const performed = engine.cloud.operations.slice(before);
    const minutes = durationOf(performed) / MINUTE;
    printPath(path, performed);
    printFigure(`update ${minutes.toFixed(1)} min, critical path ${pathLength.toFixed(1)} min, ${(minutes / pathLength).toFixed(3)}×`);
    const deducted = Math.min(overhead / MINUTE, pathLength * MAX_DEDUCTED_OVERHEAD);
    const remaining = minutes - deducted;
    const ratio = (remaining / pathLength).toFixed(3);
    printFigure(`without ${deducted.toFixed(2)} min of the engine's own ${(overhead / 1000).toFixed(1)} s: ${ratio}×`);
    assert.ok(pathLength <= MAX_CRITICAL_PATH, `a critical path of ${pathLength} minutes`);
    assert.ok(remaining <= pathLength * MAX_DURATION_RATIO, `${minutes} minutes for a critical path of ${pathLength}`);
  });
});

function assertOrder(order: readonly Group[], deletions: readonly OperationRecord[]): void {
  let previous = { title: "start", ended: 0 };
  for (const [title, isInGroup] of order) {
    const group = deletions.filter(isInGroup);
    assert.ok(group.length > 0, `${title}: no resource was deleted`);
    const started = Math.min(...group.map((operation) => operation.started));
    assert.ok(started >= previous.ended, `the delete of ${title} starts before the delete of ${previous.title} ends`);
    previous = { title, ended: Math.max(...group.map(({ ended }) => ended)) };
  }
}

/** Milliseconds from the first start to the last end. */
function durationOf(operations: readonly OperationRecord[]): number {
  return Math.max(...operations.map(({ ended }) => ended)) - Math.min(...operations.map(({ started }) => started));
}

/** Prints the critical path with the earliest possible and the actual end of each step, in minutes. */
function printPath(path: readonly Step[], operations: readonly OperationRecord[]): void {
  const start = Math.min(...operations.map(({ started }) => started));
  for (const { urn, total } of path) {
    const actual = operations.find((operation) => operation.urn === urn);
    if (actual === undefined) continue;
    const minute = ((actual.ended - start) / MINUTE).toFixed(1);
    printFigure(`${total.toFixed(1).padStart(5)} ${minute.padStart(5)} min  ${nameOf(urn)}`);
  }
}
