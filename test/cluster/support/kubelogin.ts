import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AKS_SERVER_APPLICATION } from "../../../components/kubernetes/access/kubelogin";

/** A `kubelogin` on PATH that returns the tokens of the clusters' administrators. */
export interface Kubelogin {
  /** Folder of the program, for PATH. */
  readonly folder: string;
  /** How often it was called. */
  readonly calls: () => number;
}

/**
 * Creates a program in place of kubelogin. It requires the arguments that the stack's kubeconfig must pass, so the test fails if the
 * program does not rewrite the kubeconfig of AKS, which has those of the device code flow.
 *
 * @param tokens one for each cluster
 */
export function createKubelogin(folder: string, tokens: readonly string[]): Kubelogin {
  const log = join(folder, "calls");
  tokens.forEach((token, index) => {
    const credential = { apiVersion: "client.authentication.k8s.io/v1beta1", kind: "ExecCredential", status: { token } };
    writeFileSync(join(folder, `${index}.json`), JSON.stringify(credential), { mode: 0o600 });
  });
  const expected = `get-token --login azurecli --server-id ${AKS_SERVER_APPLICATION}`;
  const lines = [
    "#!/bin/sh",
    `[ "$*" = "${expected}" ] || { echo "kubelogin: unexpected arguments: $*" >&2; exit 1; }`,
    `echo call >> "${log}"`,
    `cat "${folder}/$${CLUSTER}.json"`,
  ];
  writeFileSync(log, "");
  writeFileSync(join(folder, "kubelogin"), `${lines.join("\n")}\n`);
  chmodSync(join(folder, "kubelogin"), 0o700);
  return { folder, calls: () => readFileSync(log, "utf8").split("\n").length - 1 };
}

/** Environment variable of kubelogin with the number of the cluster. */
const CLUSTER = "CLUSTER_INDEX";

/**
 * The user of the kubeconfig that AKS returns for format `exec`, before the program rewrites it. AKS sets no environment variable: one
 * token of Entra is valid for every cluster, but clusters of different owners share none.
 */
export const aksUser = (index: number) => ({
  exec: {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: ["get-token", "--environment", "AzurePublicCloud", "--server-id", AKS_SERVER_APPLICATION, "--login", "devicecode"],
    env: [{ name: CLUSTER, value: `${index}` }],
    provideClusterInfo: false,
  },
});
