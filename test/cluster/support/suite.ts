import { isInstalled } from "../../engine/support/cli";

const PROGRAMS = ["pulumi", "pulumi-resource-kubernetes", "control-plane", "kwok", "openssl"];

/** A suite that requires a control plane: where a program is missing its tests are reported as pending, never as passed. */
export function describeOnCluster(title: string, body: () => void): void {
  describe(`on a real control plane: ${title}`, function () {
    this.timeout(900_000);
    before(function () {
      if (process.env.CLUSTER_SKIP === "1" || !PROGRAMS.every(isInstalled)) this.skip();
    });
    body();
  });
}
