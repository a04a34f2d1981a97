import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { InputFault } from "../fault";
import type { Registration } from "../registration";
import { charts, type KubernetesObject, kubernetesObjects, omittedSecrets } from "./kubernetesObjects";

/** Lists what an earlier run wrote, so that a later one deletes that and nothing else. */
const LEDGER = ".written-by-preview";

/**
 * Writes every Kubernetes object to a file of its own: `<provider>/<number>-<kind>-<namespace>-<name>.yaml`. The numbers give
 * the order of application, as `kubectl apply -f` takes the files of a folder.
 *
 * @returns remarks for the reader: what was left out.
 */
export function writeManifests(folder: string, registrations: readonly Registration[]): readonly string[] {
  prepareFolder(folder);
  clear(folder);
  const objects = kubernetesObjects(registrations);
  const files = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const object of objects) {
    const count = (counts.get(object.provider) ?? 0) + 1;
    counts.set(object.provider, count);
    files.set(fileName(object, count), fileText(object));
  }
  const secrets = omittedSecrets(registrations);
  files.set("README.md", readme(registrations, secrets));
  for (const [name, text] of files) write(join(folder, name), text);
  write(join(folder, LEDGER), `${Array.from(files.keys()).join("\n")}\n`);
  return [
    ...secrets.map((secret) => `not written, its content is secret: Secret ${secret}`),
    ...objects.filter(({ withheld }) => withheld).map((object) => `values withheld in ${label(object)}: they are secret or not known yet`),
  ];
}

/** Makes the folder where there is none; refuses one that cannot be written, or that holds anything a preview did not write. */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    if (existsSync(join(folder, LEDGER)) || readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new InputFault(`--manifests ${folder}: ${error instanceof Error ? error.message : error}`);
  }
  throw new InputFault(`--manifests ${folder}: the folder is not empty and was not written by a preview`);
}

/** Level by level: Node's own recursion never ends where a file system answers that the parent of what it refuses is missing (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Deletes the files of an earlier run. */
function clear(folder: string): void {
  const ledger = join(folder, LEDGER);
  if (!existsSync(ledger)) return;
  for (const name of readFileSync(ledger, "utf8").split("\n")) {
    if (name !== "" && !name.split("/").includes("..")) rmSync(join(folder, name), { force: true });
  }
}

function write(file: string, text: string): void {
  makeFolder(dirname(file));
  if (existsSync(file) && !file.endsWith(LEDGER)) throw new InputFault(`${file} exists and was not written by a preview`);
  writeFileSync(file, text);
}

function fileName(object: KubernetesObject, count: number): string {
  const parts = [`${count}`.padStart(3, "0"), object.kind, object.namespace, object.name].filter((part) => part !== undefined);
  return `${safe(object.provider)}/${safe(parts.join("-"))}.yaml`;
}

function safe(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9.-]+/g, "-");
}

function fileText(object: KubernetesObject): string {
  const remark = object.withheld ? "# Some values are secret or not known yet and stand here as [secret] or [unknown].\n" : "";
  // kubectl reads YAML 1.1, where a bare `on` or `yes` is a boolean.
  return remark + stringify(object.manifest, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}

function label({ provider, kind, namespace, name }: KubernetesObject): string {
  return `${kind} ${provider}: ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

function readme(registrations: readonly Registration[], secrets: readonly string[]): string {
  const rows = charts(registrations).map((chart) => `| ${Object.values(chart).join(" | ")} |`);
  const chartTable = ["| Cluster | Release | Namespace | Chart | Version | Repository |", "|---|---|---|---|---|---|", ...rows];
  const parts = [
    "# Kubernetes objects of an offline preview",
    "One folder a cluster, files in the order in which they can be applied: `kubectl apply -f <folder>`.",
    ...(rows.length > 0 ? ["Install the charts first: they bring definitions that some of the objects need."] : []),
    ...(rows.length > 0 ? ["## Helm charts, which are not rendered here", chartTable.join("\n")] : []),
    ...(secrets.length > 0 ? ["## Secrets, which are never written", secrets.map((secret) => `- ${secret}`).join("\n")] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}
