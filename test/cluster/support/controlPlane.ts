import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Cluster } from "./cluster";
import { KubernetesApi, type KubernetesObject, listOf } from "./kubernetesApi";
import { createNodes, Kwok, NODES } from "./kwok";
import { type RunningProgram, retry, startProgram } from "./programs";
import type { PodBehaviour } from "./stages";

export interface ControlPlaneOptions {
  /** Folder for keys, data and logs. */
  readonly folder: string;
  /** Number of the control plane in this run, from 0: it decides ports and the range of Service addresses. */
  readonly index: number;
  /** Bearer token of the administrator. */
  readonly token: string;
  /**
   * For a control plane in the place of somebody else's: options of kube-apiserver in addition. It gets no nodes, and the node lifecycle
   * controller runs.
   * @default a control plane of the tests
   */
  readonly foreign?: readonly string[];
}

const PROGRAM = "control-plane";
const TAINT = "node.kubernetes.io/not-ready";
/** In seconds; two control planes start at once on two cores. */
const START_TIMEOUT = 120;

/**
 * A Kubernetes control plane on the loopback interface: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and KWOK, which
 * plays three nodes in three zones.
 */
export class ControlPlane implements Cluster {
  readonly api: KubernetesApi;
  readonly server: string;
  readonly token: string;
  /** Range (CIDR) of the Services' addresses. */
  readonly serviceCidr: string;
  private readonly folder: string;
  private readonly foreign: readonly string[] | undefined;
  private readonly programs = new Map<string, RunningProgram>();
  private readonly kwok: Kwok;
  private readonly etcd: string;
  private readonly port: number;

  private constructor({ folder, index, token, foreign }: ControlPlaneOptions) {
    this.folder = folder;
    this.token = token;
    this.foreign = foreign;
    this.port = 16500 + index * 10;
    this.etcd = `http://127.0.0.1:${this.port + 1}`;
    this.server = `https://127.0.0.1:${this.port}`;
    this.serviceCidr = `10.${100 + index}.0.0/16`;
    createCredentials(folder, token);
    const kubeconfig = kubeconfigOf({ server: this.server, authority: this.authority, user: { token } });
    writeFileSync(join(folder, "kubeconfig"), kubeconfig, { mode: 0o600 });
    this.api = new KubernetesApi(this, { token });
    this.kwok = new Kwok({ folder, api: this.api });
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

  get authority(): string {
    return readFileSync(join(this.folder, "server.crt"), "utf8");
  }

  list(path: string): Promise<readonly KubernetesObject[]> {
    return this.api.list(path);
  }

  setPodBehaviour(behaviour: PodBehaviour): Promise<void> {
    return this.kwok.play(behaviour);
  }

  /** Stops the API server alone: clients get no connection. */
  async stopApiServer(): Promise<void> {
    await this.programs.get("kube-apiserver")?.stop();
  }

  async startApiServer(): Promise<void> {
    const options = apiServerOptions(this.folder, this.port, this.etcd, this.serviceCidr);
    this.start("kube-apiserver", [...options, ...(this.foreign ?? [])]);
    await retry(() => this.api.get("/readyz"), START_TIMEOUT).catch((error: unknown) => {
      throw new Error(`kube-apiserver: ${String(error)}\n${this.programs.get("kube-apiserver")?.output()}`);
    });
  }

  async stop(): Promise<void> {
    this.api.close();
    await Promise.all([this.kwok, ...this.programs.values()].map((program) => program.stop()));
    this.programs.clear();
  }

  private async startPrograms(): Promise<void> {
    const peer = `http://127.0.0.1:${this.port + 2}`;
    this.start("etcd", [
      ...["--data-dir=etcd", "--unsafe-no-fsync", `--listen-client-urls=${this.etcd}`, `--advertise-client-urls=${this.etcd}`],
      ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
    ]);
    await this.startApiServer();
    // Without leases KWOK's heartbeats come too late for the node lifecycle controller.
    const controllers = this.foreign === undefined ? "*,-node-lifecycle-controller" : "*";
    this.start("kube-controller-manager", [
      ...["--kubeconfig=kubeconfig", "--leader-elect=false", "--secure-port=0", "--use-service-account-credentials=true"],
      ...["--service-account-private-key-file=accounts.key", `--controllers=${controllers}`],
    ]);
    this.start("kube-scheduler", ["--kubeconfig=kubeconfig", "--leader-elect=false", "--secure-port=0"]);
    if (this.foreign !== undefined) return;
    await this.kwok.play({});
    await createNodes(this.api);
    await this.makeSchedulable();
  }

  /** Without the node lifecycle controller nothing removes the taint that new nodes have. */
  private async makeSchedulable(): Promise<void> {
    for (const { metadata } of NODES) {
      const path = `/api/v1/nodes/${metadata.name}`;
      await retry(async () => {
        const taints = listOf(await this.api.get(path), "spec.taints");
        if (!taints.some(({ key }) => key === TAINT)) return;
        await this.api.patch(path, { spec: { taints: null } });
      }, 30);
    }
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

/** A kubeconfig with one user. */
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
