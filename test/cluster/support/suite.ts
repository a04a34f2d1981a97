import { isInstalled } from "../../engine/support/cli";
import { existingClusters } from "./existing/selection";

const PROGRAMS = ["pulumi", "pulumi-resource-kubernetes", "kwok", "openssl"];
const CONTROL_PLANE = [...PROGRAMS, "control-plane"];

/** Why a suite cannot run here; undefined where it can. */
function reasonToSkip(programs: readonly string[]): string | undefined {
  if (process.env.CLUSTER_SKIP === "1") return "a control plane cannot be had";
  const missing = programs.filter((program) => !isInstalled(program));
  return missing.length === 0 ? undefined : `no ${missing.join(", no ")}`;
}

/** A suite that requires a cluster: where it cannot run its tests are reported as pending with the reason, never as passed. */
export function describeOnCluster(title: string, body: () => void): void {
  describeOnClusters(1, title, body);
}

/** The same for several clusters at once. */
export function describeOnClusters(count: number, title: string, body: () => void): void {
  const existing = existingClusters();
  const isShort = existing !== undefined && existing.contexts.length < count;
  describeUnless(isShort ? `needs ${count} clusters` : reasonToSkip(existing === undefined ? CONTROL_PLANE : PROGRAMS), title, body);
}

/** The same for tests that start control planes also where a cluster runs already. */
export function describeOnControlPlane(title: string, body: () => void): void {
  const reason = existingClusters() === undefined ? reasonToSkip(CONTROL_PLANE) : "needs a control plane of the tests";
  describeUnless(reason, title, body);
}

function describeUnless(reason: string | undefined, title: string, body: () => void): void {
  describe(`on a real control plane: ${title}${skipped(reason)}`, function () {
    this.timeout(900_000);
    before(function () {
      if (reason !== undefined) this.skip();
    });
    body();
  });
}

/** A test that stops and starts the API server, which only control planes of the tests allow. */
export function itStopsApiServer(title: string, body: () => Promise<void>): void {
  const reason = existingClusters() === undefined ? undefined : "the API server is not the tests' own";
  it(`${title}${skipped(reason)}`, reason === undefined ? body : undefined);
}

const skipped = (reason: string | undefined): string => (reason === undefined ? "" : ` (skipped: ${reason})`);
