import { existsSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, isAbsolute, join, resolve } from "node:path";
import { isUrl } from "./files";
import { NotRenderable } from "./programs";

export interface ChartReference {
  /** Path, name in a repository, or address. */
  readonly chart: string;
  /** Empty for the newest. */
  readonly version: string;
  /** Address of the repository; empty if `chart` names it. */
  readonly repository: string;
  /** Whether `chart` can be a path. */
  readonly mayBeLocal: boolean;
}

/**
 * Path of a chart on this machine: a folder or archive (helm, pkg/action/install.go: `LocateChart`), or the archive that helm has
 * stored when it installed the same version.
 *
 * @throws NotRenderable if the chart would have to be downloaded
 */
export function locateChart(reference: ChartReference): string {
  const { chart, version, mayBeLocal } = reference;
  if (mayBeLocal && !isUrl(chart) && existsSync(chart)) return resolve(chart);
  if (mayBeLocal && (isAbsolute(chart) || chart.startsWith("."))) throw new NotRenderable(`chart ${chart} does not exist`);
  const name = basename(chart.replace(/[?#].*$/, ""));
  const archives = chart.endsWith(".tgz") ? [name] : versions(version).map((one) => `${name}-${one}.tgz`);
  const stored = archives.map((archive) => join(repositoryCache(), archive)).find((archive) => existsSync(archive));
  if (stored !== undefined) return stored;
  throw new NotRenderable(`${describeChart(reference)} is not in helm's cache`);
}

/** The chart as the program names it. */
export function describeChart({ chart, version, repository }: ChartReference): string {
  const from = repository === "" ? "" : `from ${withoutUser(repository)}`;
  return ["chart", withoutUser(chart), version, from].filter((part) => part !== "").join(" ");
}

/** A version is stored as the chart writes it, with or without the leading v. */
function versions(version: string): readonly string[] {
  if (version === "") return [];
  return version.startsWith("v") ? [version, version.slice(1)] : [version, `v${version}`];
}

/** helm, pkg/helmpath/lazypath_*.go. */
function repositoryCache(): string {
  const { HELM_REPOSITORY_CACHE, HELM_CACHE_HOME, XDG_CACHE_HOME } = process.env;
  if (HELM_REPOSITORY_CACHE) return HELM_REPOSITORY_CACHE;
  if (HELM_CACHE_HOME) return join(HELM_CACHE_HOME, "repository");
  return join(XDG_CACHE_HOME || defaultCache(), "helm", "repository");
}

function defaultCache(): string {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return process.platform === "win32" ? tmpdir() : join(homedir(), ".cache");
}

/** An address may contain a user's password. */
function withoutUser(address: string): string {
  return address.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/@]*@/i, "$1").replace(/\?.*$/, "");
}
