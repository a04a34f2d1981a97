import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "../../engine/support/cli";
import { hasModSecurity, MODULES } from "./nginx";
import type { ControllerName } from "./rendered";

const CLUSTER = ["control-plane", "kwok", "openssl"];
const ISTIO = [...CLUSTER, "pilot-discovery", "envoy"];
const PROGRAMS: Readonly<Record<ControllerName, readonly string[]>> = { nginx: [...CLUSTER, "nginx"], istio: ISTIO, "gateway-api": ISTIO };

/** Why the tests of a controller cannot run here; undefined where they can. */
export function reasonToSkip(controller: ControllerName): string | undefined {
  if (process.env.EDGE_SKIP !== undefined) return process.env.EDGE_SKIP;
  const missing = PROGRAMS[controller].filter((program) => !isInstalled(program));
  if (controller === "nginx" && !hasModSecurity()) missing.push("nginx's ModSecurity module");
  return missing.length === 0 ? undefined : `no ${missing.join(", no ")}`;
}

/** A suite on a controller's real proxy: where a program is missing its tests are reported as pending with the reason, never as passed. */
export function describeOnProxy(controller: ControllerName, title: string, body: () => void): void {
  const reason = reasonToSkip(controller);
  describe(`${controller}: ${title}${reason === undefined ? "" : ` (skipped: ${reason})`}`, function () {
    this.timeout(240_000);
    before(function () {
      if (reason !== undefined) this.skip();
    });
    body();
  });
}

/** The programs that a controller's tests run, with their versions. */
export function versions(controller: ControllerName): string {
  if (controller !== "nginx") {
    const [envoy] = /\d+\.\d+\.\d+/.exec(run("envoy", "--version")) ?? [];
    return `pilot-discovery ${run("pilot-discovery", "version", "--short").split(": ").at(-1)}; envoy ${envoy}`;
  }
  const module = join(MODULES, "ngx_http_modsecurity_module.so");
  const [, library] = /libmodsecurity\S* => (\S+)/.exec(run("ldd", module)) ?? [];
  return `nginx ${run("sh", "-c", "nginx -v 2>&1").split("/").at(-1)}; ${library === undefined ? module : realpathSync(library).split("/").at(-1)}`;
}

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}
