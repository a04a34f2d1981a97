import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { InputFault } from "../fault";
import type { Registration } from "../registration";
import { charts, type KubernetesObject, kubernetesObjects, omittedSecrets } from "./kubernetesObjects";

/** Lists the files that a run wrote, so that the next run deletes only these. */
const FILE_LIST = ".written-by-preview";

/**
 * Writes every Kubernetes object to its own file: `<provider>/<number>-<kind>-<namespace>-<name>.yaml`. The numbers give the order
 * in which `kubectl apply -f` applies the files of a folder.
 *
 * @returns messages about what was not written.
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
  write(join(folder, FILE_LIST), `${Array.from(files.keys()).join("\n")}\n`);
  return [
    ...secrets.map((secret) => `not written, its content is secret: Secret ${secret}`),
    ...objects.filter(({ withheld }) => withheld).map((object) => `values withheld in ${label(object)}: they are secret or unknown`),
  ];
}

/**
 * Creates the folder if it does not exist.
 * @throws InputFault if it is not writable, or contains files that a preview did not write.
 */
export function prepareFolder(folder: string): void {
  try {
    createFolder(folder);
    accessSync(folder, constants.W_OK);
    if (existsSync(join(folder, FILE_LIST)) || readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new InputFault(`--manifests ${folder}: ${error instanceof Error ? error.message : error}`);
  }
  throw new InputFault(`--manifests ${folder}: the folder is not empty and was not written by a preview`);
}

/** Not with Node's `recursive`: it never ends if the file system reports a missing parent for each folder it does not create (/proc). */
function createFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) createFolder(dirname(folder));
  mkdirSync(folder);
}

/** Deletes the files of an earlier run. */
function clear(folder: string): void {
  const fileList = join(folder, FILE_LIST);
  if (!existsSync(fileList)) return;
  for (const name of readFileSync(fileList, "utf8").split("\n")) {
    if (name !== "" && !name.split("/").includes("..")) rmSync(join(folder, name), { force: true });
  }
}

function write(file: string, text: string): void {
  createFolder(dirname(file));
  if (existsSync(file) && !file.endsWith(FILE_LIST)) throw new InputFault(`${file} exists and was not written by a preview`);
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
  const remark = object.withheld ? "# Values that are secret or unknown are replaced by [secret] or [unknown].\n" : "";
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
    "One folder per cluster. Files are numbered in the order in which to apply them: `kubectl apply -f <folder>`.",
    ...(rows.length > 0 ? ["Install the charts first: they install custom resource definitions that some of the objects need."] : []),
    ...(rows.length > 0 ? ["## Helm charts, which are not rendered here", chartTable.join("\n")] : []),
    ...(secrets.length > 0 ? ["## Secrets, which are never written", secrets.map((secret) => `- ${secret}`).join("\n")] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}
