import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { stringify } from "yaml";
import { baselineOf, reasonNotToClaim } from "../cluster/support/existing/claim";
import { kindContexts } from "../cluster/support/existing/contexts";
import { chosenHost, gatewayOf } from "../cluster/support/existing/host";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const CLUSTER = { server: "https://127.0.0.1:41234", "certificate-authority-data": base64("authority") };
const USER = { "client-certificate-data": base64("certificate"), "client-key-data": base64("key") };

interface Parts {
  readonly name?: string;
  readonly cluster?: object;
  readonly user?: object;
}

const entries = ({ name = "kind-dev", cluster = CLUSTER, user = USER }: Parts) => ({
  clusters: [{ name, cluster }],
  users: [{ name, user }],
  contexts: [{ name, context: { cluster: name, user: name } }],
});

/** A file with contexts as kind writes them, changed by the given parts. */
function kubeconfig(...all: readonly Parts[]) {
  const parts = all.map(entries);
  const lists = ["clusters", "users", "contexts"] as const;
  const content = Object.fromEntries(lists.map((list) => [list, parts.flatMap((part): readonly object[] => part[list])]));
  return { file: "config", content: stringify({ apiVersion: "v1", kind: "Config", ...content, "current-context": "kind-dev" }) };
}

const at = (server: string): Parts => ({ cluster: { ...CLUSTER, server } });

const REFUSED: Readonly<Record<string, readonly [Parts, RegExp]>> = {
  "a production cluster": [{ name: "aks-prod", ...at("https://aks-prod.hcp.swedencentral.azmk8s.io:443") }, /^context aks-prod: its name/],
  "another local cluster": [{ name: "minikube" }, /^context minikube: its name does not begin with kind-/],
  "a name that contains kind-": [{ name: "mankind-prod" }, /its name/],
  "a name without a cluster": [{ name: "kind-" }, /its name/],
  "a server elsewhere": [
    at("https://aks-prod.hcp.swedencentral.azmk8s.io:443"),
    /^context kind-dev: its server "https:\/\/aks-prod.*loopback/,
  ],
  "a server in the local network": [at("https://192.168.1.10:6443"), /its server/],
  "a server on every address": [at("https://0.0.0.0:6443"), /its server/],
  "a name that begins with a loopback address": [at("https://127.0.0.1.example.com:6443"), /its server/],
  "a name that ends in localhost": [at("https://prod.localhost.example.com"), /its server/],
  "a loopback address as the user of another host": [at("https://127.0.0.1@prod.example.com"), /its server/],
  "plain text": [at("http://127.0.0.1:8080"), /its server/],
  "no server": [{ cluster: {} }, /its server ""/],
  "a server of another type": [{ cluster: { ...CLUSTER, server: 6443 } }, /its server/],
  "a proxy": [{ cluster: { ...CLUSTER, "proxy-url": "http://proxy.example.com" } }, /proxy-url/],
  "another name of the server": [{ cluster: { ...CLUSTER, "tls-server-name": "prod.example.com" } }, /tls-server-name/],
  "a server that is not verified": [{ cluster: { ...CLUSTER, "insecure-skip-tls-verify": true } }, /insecure-skip-tls-verify/],
  "no authority": [{ cluster: { server: CLUSTER.server } }, /certificate-authority-data/],
  "a token": [{ user: { token: "secret" } }, /client-certificate-data/],
  "a login program": [{ user: { exec: { command: "kubelogin" } } }, /client-certificate-data/],
  "a certificate without its key": [{ user: { "client-certificate-data": base64("certificate") } }, /client-key-data/],
};

describe("the clusters of KUBECONFIG that the cluster tests use", () => {
  it("are those of kind on this machine, in the order of the file", () => {
    const servers = ["https://127.0.0.1:41234", "https://[::1]:41235", "https://localhost:41236", "https://127.1.2.3:41237"];
    const { usable, refused } = kindContexts([
      kubeconfig(...servers.map((server, index) => ({ name: `kind-${9 - index}`, ...at(server) }))),
    ]);
    assert.deepEqual(refused, []);
    assert.deepEqual(
      usable.map(({ name, server }) => [name, server]),
      servers.map((server, index) => [`kind-${9 - index}`, server]),
    );
    assert.deepEqual([usable[0]?.authority, usable[0]?.certificate, usable[0]?.key], ["authority", "certificate", "key"]);
  });

  for (const [title, [parts, reason]] of Object.entries(REFUSED))
    it(`are not ${title}`, () => {
      const { usable, refused } = kindContexts([kubeconfig(parts)]);
      assert.deepEqual(usable, []);
      assert.equal(refused.length, 1);
      assert.match(refused[0] ?? "", reason);
    });

  it("are used beside others, whichever context is the current one", () => {
    const file = kubeconfig({ name: "aks-prod", ...at("https://prod.example.com") }, {});
    const { usable, refused } = kindContexts([file]);
    assert.deepEqual([usable.map(({ name }) => name), refused.length], [["kind-dev"], 1]);
  });

  it("are one cluster each, also where two contexts name it", () => {
    const { usable, refused } = kindContexts([kubeconfig({}, { name: "kind-copy" })]);
    assert.deepEqual([usable.map(({ name }) => name), refused], [["kind-dev"], ["context kind-copy: its server is that of kind-dev"]]);
  });

  it("are read from several files as kubectl reads them: the first entry of a name counts, and refers to those of all files", () => {
    const { clusters, users, contexts } = entries({});
    const [first, second] = [{ contexts }, { clusters, users }].map((content) => ({ file: "part", content: stringify(content) }));
    assert.ok(first && second);
    const names = (...files: Parameters<typeof kindContexts>[0]) => kindContexts(files).usable.map(({ name }) => name);
    assert.deepEqual(names(first, second), ["kind-dev"]);
    assert.deepEqual(names(kubeconfig(at("https://prod.example.com")), second, first), [], "a later file makes nothing usable");
    assert.deepEqual(names(second, kubeconfig(at("https://prod.example.com"))), ["kind-dev"]);
  });

  for (const [title, content] of Object.entries({
    "no YAML": "clusters: [",
    "a text": "kind-dev",
    nothing: "",
    "lists of other things": "contexts: [1, null, kind-dev]\nclusters: kind-dev",
    "a context without cluster and user": "contexts: [{ name: kind-dev }]",
    "a context with cluster and user of other types": "contexts: [{ name: kind-dev, context: { cluster: [], user: {} } }]",
  }))
    it(`are not in a file that contains ${title}, and a file beside it counts`, () => {
      const broken = { file: "broken", content };
      assert.deepEqual(kindContexts([broken]).usable, []);
      const other = kubeconfig({ name: "kind-other" });
      assert.deepEqual(
        kindContexts([broken, other]).usable.map(({ name }) => name),
        ["kind-other"],
      );
    });
});

describe("a cluster for the cluster tests", () => {
  const reason = (namespaces: readonly string[], definitions: readonly string[] = []) => {
    const names = (path: string) => (path.endsWith("/namespaces") ? namespaces : path.endsWith("definitions") ? definitions : []);
    return reasonNotToClaim({ list: async (path) => names(path).map((name) => ({ metadata: { name } })) });
  };
  const NEW = ["default", "kube-node-lease", "kube-public", "kube-system", "local-path-storage"];

  it("is one in which nothing is installed", async () => {
    assert.equal(await reason(NEW), undefined);
    assert.match((await reason([...NEW, "shop"])) ?? "", /namespaces .*: shop$/);
    assert.match((await reason(NEW, ["routes.example.com"])) ?? "", /definitions: routes\.example\.com$/);
  });

  it("is one in which a run of the tests was interrupted", async () => {
    assert.equal(await reason([...NEW, "hardened-aks-tests", "catalog"], ["certificates.cert-manager.io"]), undefined);
  });
});

describe("what a cluster had before the tests", () => {
  const namespaces = ["kube-node-lease", "kube-public", "kube-system"].map((name) => `/api/v1/namespaces/${name}`);

  it("is kept when everything else is deleted", () => {
    const paths = [...namespaces, "/api/v1/namespaces/default/services/kubernetes"];
    assert.deepEqual([...baselineOf({ data: { paths: paths.join("\n") } })], paths);
  });

  it("is never empty or incomplete: nothing is deleted then", () => {
    for (const data of [
      undefined,
      {},
      { paths: "" },
      { paths: namespaces.slice(0, 2).join("\n") },
      { paths: namespaces.slice(1).join("\n") },
    ])
      assert.throws(() => baselineOf({ data }), /does not contain namespace kube-/);
  });
});

describe("the address at which kind's clusters reach this machine", () => {
  it("is the IPv4 gateway of Docker's network", () => {
    assert.equal(gatewayOf("fc00:f853:ccd:e793::1\n172.18.0.1\n"), "172.18.0.1");
    assert.throws(() => gatewayOf("fc00:f853:ccd:e793::1\n\n"), /no IPv4 gateway; CLUSTER_HOST/);
  });

  it("is what CLUSTER_HOST says, if a pod can have it", () => {
    assert.equal(chosenHost(""), undefined);
    assert.equal(chosenHost("192.168.65.254"), "192.168.65.254");
    for (const wrong of [
      "127.0.0.1",
      "0.0.0.0",
      "169.254.1.1",
      "224.0.0.1",
      "localhost",
      "host.docker.internal",
      "::1",
      "172.18.0",
      "172.18.0.1:443",
    ])
      assert.throws(() => chosenHost(wrong), new RegExp(`CLUSTER_HOST: "${wrong}" is not valid; allowed: an IPv4 address`), wrong);
  });
});

describe("the selection of clusters", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hardened-aks-kubeconfig-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const select = (files: readonly string[], host = "") => {
    const env = { ...process.env, KUBECONFIG: files.join(delimiter), CLUSTER_HOST: host };
    const program = join(__dirname, "../cluster/support/existing/select.ts");
    return spawnSync(process.execPath, ["--import", "tsx", program], { env, encoding: "utf8" });
  };

  it("exits with 1 and says in one line why no cluster is used", () => {
    const file = join(folder, "config");
    // Nothing listens on port 1.
    writeFileSync(file, kubeconfig({ name: "aks-prod" }, at("https://127.0.0.1:1")).content);
    const { status, stdout, stderr } = select([file, join(folder, "missing")]);
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /^KUBECONFIG is not used: context aks-prod: its name [^;\n]*; context kind-dev: [^\n]*\n$/);
  });

  it("says so where no file exists", () => {
    const { status, stderr } = select([join(folder, "missing")]);
    assert.deepEqual([status, stderr], [1, "KUBECONFIG is not used: no context in files that exist\n"]);
  });

  it("exits with another status for an address that CLUSTER_HOST cannot have", () => {
    const { status, stderr } = select([], "127.0.0.1");
    assert.equal(status, 2);
    assert.match(stderr, /CLUSTER_HOST: "127\.0\.0\.1" is not valid/);
  });
});
