import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AKS_SERVER_APPLICATION } from "../../../components/kubernetes/access/kubelogin";

/** A `kubelogin` on PATH that returns the token of this cluster's administrator. */
export interface Kubelogin {
  /** Folder of the program, for PATH. */
  readonly folder: string;
  /** How often it was called. */
  readonly calls: () => number;
}

/**
 * Creates a program in place of kubelogin. It requires the arguments that the stack's kubeconfig must pass, so the test fails if the
 * program does not rewrite the kubeconfig of AKS, which has those of the device code flow.
 */
export function createKubelogin(folder: string, token: string): Kubelogin {
  const log = join(folder, "calls");
  const credential = { apiVersion: "client.authentication.k8s.io/v1beta1", kind: "ExecCredential", status: { token } };
  const expected = `get-token --login azurecli --server-id ${AKS_SERVER_APPLICATION}`;
  const lines = [
    "#!/bin/sh",
    `[ "$*" = "${expected}" ] || { echo "kubelogin: unexpected arguments: $*" >&2; exit 1; }`,
    `echo call >> "${log}"`,
    `echo '${JSON.stringify(credential)}'`,
  ];
  writeFileSync(log, "");
  writeFileSync(join(folder, "kubelogin"), `${lines.join("\n")}\n`);
  chmodSync(join(folder, "kubelogin"), 0o700);
  return { folder, calls: () => readFileSync(log, "utf8").split("\n").length - 1 };
}

/** The user of the kubeconfig that AKS returns for format `exec`, before the program rewrites it. */
export const AKS_USER = {
  exec: {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: ["get-token", "--environment", "AzurePublicCloud", "--server-id", AKS_SERVER_APPLICATION, "--login", "devicecode"],
    env: null,
    provideClusterInfo: false,
  },
};
