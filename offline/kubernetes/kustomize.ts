import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isRecord } from "../wire";
import { decodeYaml } from "./decodeYaml";
import { findProgram, NotRenderable, render } from "./programs";

const FILES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
/** Fields whose entries kustomize reads from files, folders or repositories. */
const REFERENCES = ["resources", "bases", "components", "crds", "configurations", "generators", "transformers", "validators"];

export interface Kustomization {
  readonly directory: string;
  /** Whether files outside of the folder are allowed, as the provider allows for Directory v2. */
  readonly anyFiles: boolean;
}

/** Builds a folder with kustomize. @throws NotRenderable */
export function kustomizeBuild({ directory, anyFiles }: Kustomization): string {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new NotRenderable(`${directory.replace(/\?.*$/, "")} is not a folder of this machine`);
  if (fileIn(directory) === undefined) throw new NotRenderable(`${directory} has no kustomization.yaml`);
  requireLocal(resolve(directory), new Set());
  const restrictions = anyFiles ? ["--load-restrictor", "LoadRestrictionsNone"] : [];
  const [kustomize, kubectl] = [findProgram("kustomize"), findProgram("kubectl")];
  if (kustomize !== undefined) return render(kustomize, ["build", directory, ...restrictions], (text) => text);
  if (kubectl !== undefined) return render(kubectl, ["kustomize", directory, ...restrictions], (text) => text);
  throw new NotRenderable("neither kustomize nor kubectl is on PATH");
}

function fileIn(folder: string): string | undefined {
  return FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/** Requires that everything a folder refers to is on this machine: kustomize downloads the rest. */
function requireLocal(folder: string, visited: Set<string>): void {
  const file = fileIn(folder);
  if (visited.has(folder) || file === undefined) return;
  visited.add(folder);
  for (const kustomization of decodeYaml(readFileSync(file, "utf8"))) {
    if (isUsed(kustomization.helmCharts) || isUsed(kustomization.helmChartInflationGenerator))
      throw new NotRenderable(`${file} inflates Helm charts, which kustomize downloads`);
    for (const reference of REFERENCES.flatMap((field) => strings(kustomization[field]))) {
      const path = resolve(folder, reference);
      if (!existsSync(path) && !reference.includes("\n"))
        throw new NotRenderable(`${file} refers to ${reference}, which is not on this machine`);
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) requireLocal(path, visited);
    }
    requireLocalPatches(folder, file, kustomization);
  }
}

/** Patches can be addresses too. */
function requireLocalPatches(folder: string, file: string, kustomization: Readonly<Record<string, unknown>>): void {
  const patches = Array.isArray(kustomization.patches) ? kustomization.patches.filter(isRecord).map(({ path }) => path) : [];
  for (const reference of [...patches, ...strings(kustomization.patchesStrategicMerge)]) {
    if (typeof reference !== "string" || reference.includes("\n") || existsSync(resolve(folder, reference))) continue;
    throw new NotRenderable(`${file} refers to ${reference}, which is not on this machine`);
  }
}

function isUsed(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
