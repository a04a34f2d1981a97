import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { KubernetesApi, type KubernetesObject, listOf } from "./kubernetesApi";
import { type RunningProgram, retry, startProgram } from "./programs";
import { type PodBehaviour, stages } from "./stages";

export interface ControlPlaneOptions {
  /** Folder for keys, data and logs. */
  readonly folder: string;
  /** Number of the control plane in this run, from 0: it decides ports and the range of Service addresses. */
  readonly index: number;
  /** Bearer token of the administrator. */
  readonly token: string;
}

const PROGRAM = "control-plane";
const ZONES = [1, 2, 3];
const TAINT = "node.kubernetes.io/not-ready";
/** In seconds; two control planes start at once on two cores. */
const START_TIMEOUT = 120;

/**
 * A Kubernetes control plane on the loopback interface: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and KWOK, which
 * plays three nodes in three zones.
 */
export class ControlPlane {
  readonly api: KubernetesApi;
  /** Address of the API server. */
  readonly server: string;
  /** Range (CIDR) of the Services' addresses. */
  readonly serviceCidr: string;
  private readonly folder: string;
  private readonly programs = new Map<string, RunningProgram>();
  private readonly etcd: string;
  private readonly port: number;

  private constructor({ folder, index, token }: ControlPlaneOptions) {
    this.folder = folder;
    this.port = 16500 + index * 10;
    this.etcd = `http://127.0.0.1:${this.port + 1}`;
    this.server = `https://127.0.0.1:${this.port}`;
    this.serviceCidr = `10.${100 + index}.0.0/16`;
    createCredentials(folder, token);
    const kubeconfig = kubeconfigOf({ server: this.server, authority: this.authority, user: { token } });
    writeFileSync(join(folder, "kubeconfig"), kubeconfig, { mode: 0o600 });
    this.api = new KubernetesApi({ server: this.server, authority: this.authority, token });
  }

  /** @throws Error with the output of a program that does not start */
  static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
    mkdirSync(options.folder, { recursive: true });
    const started = new ControlPlane(options);
    try {
      await started.startPrograms();
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  /** PEM certificate that the API server's certificate is verified with. */
  get authority(): string {
    return readFileSync(join(this.folder, "server.crt"), "utf8");
  }

  /** Every object of a kind, by the path of its API: `/apis/apps/v1/deployments`. */
  list(path: string): Promise<readonly KubernetesObject[]> {
    return this.api.list(path);
  }

  /** Changes how KWOK treats pods from now on. */
  async setPodBehaviour(behaviour: PodBehaviour): Promise<void> {
    await this.programs.get("kwok")?.stop();
    this.startKwok(behaviour);
  }

  /** Stops the API server alone: clients get no connection. */
  async stopApiServer(): Promise<void> {
    await this.programs.get("kube-apiserver")?.stop();
  }

  async startApiServer(): Promise<void> {
    this.start("kube-apiserver", apiServerOptions(this.folder, this.port, this.etcd, this.serviceCidr));
    await retry(() => this.api.get("/readyz"), START_TIMEOUT).catch((error: unknown) => {
      throw new Error(`kube-apiserver: ${String(error)}\n${this.programs.get("kube-apiserver")?.output()}`);
    });
  }

  async stop(): Promise<void> {
    this.api.close();
    await Promise.all([...this.programs.values()].map((program) => program.stop()));
    this.programs.clear();
  }

  private async startPrograms(): Promise<void> {
    const peer = `http://127.0.0.1:${this.port + 2}`;
    this.start("etcd", [
      ...["--data-dir=etcd", "--unsafe-no-fsync", `--listen-client-urls=${this.etcd}`, `--advertise-client-urls=${this.etcd}`],
      ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
    ]);
    await this.startApiServer();
    // KWOK's heartbeats come too late for the node lifecycle controller.
    this.start("kube-controller-manager", [
      ...["--kubeconfig=kubeconfig", "--leader-elect=false", "--secure-port=0", "--use-service-account-credentials=true"],
      ...["--service-account-private-key-file=accounts.key", "--controllers=*,-node-lifecycle-controller"],
    ]);
    this.start("kube-scheduler", ["--kubeconfig=kubeconfig", "--leader-elect=false", "--secure-port=0"]);
    this.startKwok({});
    for (const zone of ZONES) await retry(() => this.api.apply(`/api/v1/nodes/${nodeOf(zone).metadata.name}`, nodeOf(zone), "test"), 30);
    await this.makeSchedulable();
  }

  /** Without the node lifecycle controller nothing removes the taint that new nodes have. */
  private async makeSchedulable(): Promise<void> {
    for (const zone of ZONES) {
      const path = `/api/v1/nodes/${nodeOf(zone).metadata.name}`;
      await retry(async () => {
        const taints = listOf(await this.api.get(path), "spec.taints");
        if (!taints.some(({ key }) => key === TAINT)) return;
        await this.api.patch(path, { spec: { taints: null } });
      }, 30);
    }
  }

  private startKwok(behaviour: PodBehaviour): void {
    writeFileSync(join(this.folder, "stages.yaml"), stages(behaviour));
    const args = [
      "--kubeconfig=kubeconfig",
      "--config=stages.yaml",
      "--manage-all-nodes=true",
      "--cidr=10.244.0.0/16",
      "--node-ip=127.0.0.1",
    ];
    this.programs.set("kwok", startProgram("kwok", args, { folder: this.folder, name: "kwok" }));
  }

  private start(component: string, args: readonly string[]): void {
    this.programs.set(component, startProgram(PROGRAM, [component, ...args], { folder: this.folder, name: component }));
  }
}

function apiServerOptions(folder: string, port: number, etcd: string, serviceCidr: string): readonly string[] {
  return [
    ...[`--etcd-servers=${etcd}`, `--secure-port=${port}`, "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1"],
    ...[`--service-cluster-ip-range=${serviceCidr}`, "--authorization-mode=RBAC,Node", "--token-auth-file=tokens.csv"],
    ...["--tls-cert-file=server.crt", "--tls-private-key-file=server.key", `--cert-dir=${folder}`, "--shutdown-delay-duration=0s"],
    ...["--service-account-issuer=https://kubernetes.default.svc", "--service-account-key-file=accounts.pub"],
    "--service-account-signing-key-file=accounts.key",
  ];
}

/** Keys, the server's certificate, and the file with the administrator's token. */
function createCredentials(folder: string, token: string): void {
  const accounts = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "accounts.key"), accounts.privateKey.export({ type: "pkcs1", format: "pem" }));
  writeFileSync(join(folder, "accounts.pub"), accounts.publicKey.export({ type: "spki", format: "pem" }));
  createCertificate(folder, "server", ["IP:127.0.0.1", "DNS:localhost"]);
  writeFileSync(join(folder, "tokens.csv"), `${token},administrator,administrator,"system:masters"\n`, { mode: 0o600 });
}

/** A self-signed certificate, valid for a day, in `<name>.crt` with its key in `<name>.key`. */
export function createCertificate(folder: string, name: string, names: readonly string[]): void {
  const files = ["-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.crt`)];
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=${names.join(",")}`];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...files, ...subject], { stdio: "ignore" });
}

function nodeOf(zone: number) {
  const name = `aks-workload-0000000${zone}`;
  const size = { cpu: "32", memory: "128Gi", pods: "250", "ephemeral-storage": "500Gi" };
  const labels = {
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": name,
    "topology.kubernetes.io/zone": `swedencentral-${zone}`,
  };
  const annotations = { "kwok.x-k8s.io/node": "fake" };
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels, annotations }, status: { allocatable: size, capacity: size } };
}

/** A kubeconfig with a bearer token. */
export function kubeconfigOf({ server, authority, user }: { server: string; authority: string; user: object }): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "cluster", cluster: { server, "certificate-authority-data": Buffer.from(authority).toString("base64") } }],
    users: [{ name: "user", user }],
    contexts: [{ name: "context", context: { cluster: "cluster", user: "user" } }],
    "current-context": "context",
  });
}
