import { existsSync, readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { type Contexts, type KindContext, kindContexts } from "./contexts";

/** Clusters that run already, for the tests. */
export interface Selection {
  /** Address at which the clusters reach this machine. */
  readonly host: string;
  readonly contexts: readonly KindContext[];
}

/** The contexts in the files that `KUBECONFIG` lists; as for kubectl, a file need not exist. */
export function readContexts(variable: string): Contexts {
  const files = variable.split(delimiter).filter((file) => file !== "" && existsSync(file));
  return kindContexts(files.map((file) => ({ file, content: readFileSync(file, "utf8") })));
}

/** What select.ts has printed: names only, so that no key is in an environment variable. */
export interface SelectedNames {
  readonly host: string;
  readonly contexts: readonly string[];
}

/** The clusters that .ci/test-cluster.sh has selected; undefined if the tests start control planes of their own. */
export function existingClusters(): Selection | undefined {
  const text = process.env.CLUSTER_EXISTING ?? "";
  if (text === "") return undefined;
  const { host, contexts } = JSON.parse(text) as SelectedNames;
  return { host, contexts: readContexts(process.env.KUBECONFIG ?? "").usable.filter(({ name }) => contexts.includes(name)) };
}
