import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "./cli";
import type { SimulatedCloud } from "./simulatedCloud";
import { simulation } from "./simulation";
import { repository } from "./stack";

/** What the CLI reads of a checkout; the policy pack is there for `--policy-pack`. */
const FILES = [
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "package.json",
  "tsconfig.json",
  "tsconfig.pulumi.json",
  "index.ts",
  "components",
  "policy-pack",
];

export interface Checkout {
  readonly cloud: SimulatedCloud;
  /** Runs the CLI in the checkout. @returns what it prints */
  readonly run: (...args: string[]) => Promise<string>;
  readonly close: () => void;
}

/** A fresh checkout with its dependencies installed, to run the CLI in as users do. */
export async function checkout(): Promise<Checkout> {
  const { cloud, folder, environment, stop } = await simulation();
  const cwd = folder("checkout");
  for (const file of FILES) cpSync(join(repository, file), join(cwd, file), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(cwd, "node_modules"), "junction");
  return { cloud, run: (...args) => runCli(args, { cwd, env: environment }), close: stop };
}
