import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as resources from "@pulumi/azure-native/resources";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { isComplete, type NotJudged, notJudged } from "../../offline/notJudged";
import { evaluatePack, type Finding } from "../../offline/pack";
import { publishedPack } from "../../offline/publishedPack";
import { Renderings } from "../../offline/renderings";
import { renderFindings } from "../../offline/report/findings";
import { renderNotJudged } from "../../offline/report/notJudged";
import { renderSummary, summarise } from "../../offline/report/summary";
import { run } from "../../offline/run";

const config = { project: "shop", stack: "dev", values: {}, secretKeys: [] };

class Bucket extends pulumi.CustomResource {
  constructor(name: string, type = "aws:s3/bucket:Bucket") {
    super(type, name, {});
  }
}

class Vpc extends pulumi.ComponentResource {
  constructor(name: string) {
    super("awsx:ec2:Vpc", name, {}, {}, true);
  }
}

async function judge(program: () => unknown, unknowns = false) {
  const { monitor, errors } = await run({ config, unknowns, program });
  assert.deepEqual(errors, []);
  const { registrations, renderings } = monitor;
  const pack = publishedPack(config);
  const findings = await evaluatePack(pack, monitor);
  return { findings, monitor, result: notJudged({ registrations, renderings, findings, packages: pack.packages }) };
}

describe("offline: what no policy judged", () => {
  it("are resources of packages that the pack does not read; not providers, values of the state alone, and what is only read", async () => {
    const { result } = await judge(() => {
      for (const name of ["a", "b"]) new Bucket(name);
      new Bucket("classic", "azure:core/resourceGroup:ResourceGroup");
      new Bucket("dynamic", "pulumi-nodejs:dynamic:Resource");
      new Bucket("script", "command:local:Command");
      new Bucket("key", "tls:index/privateKey:PrivateKey");
      new Bucket("directory", "azuread:index/user:User");
      new Bucket("local", "azure-native_web_v20240401:web:WebApp");
      new random.RandomString("text", { length: 4 });
      new kubernetes.Provider("cluster", { kubeconfig: "{}" });
      new (class extends pulumi.CustomResource {
        constructor() {
          super("aws:s3/bucket:Bucket", "read", {}, { id: "bucket" });
        }
      })();
    });
    assert.deepEqual(result.packages, { aws: 2, azure: 1, command: 1, "pulumi-nodejs": 1 });
  });

  it("are charts, folders, releases and components of other packages, each with its reason", async () => {
    const { result } = await judge(() => {
      new kubernetes.helm.v4.Chart("ingress", { chart: "nginx" });
      new kubernetes.helm.v3.Release("release", { chart: "nginx" });
      new kubernetes.kustomize.v2.Directory("folder", { directory: "offline" });
      new Vpc("vpc");
      new pulumi.ComponentResource("shop:index:Part", "local");
    });
    const { ingress, ...reasons } = Object.fromEntries(result.components.map(({ name, reason }) => [name, reason.split(" at ")[0]]));
    assert.match(String(ingress), /^chart nginx(?:: helm is not on PATH| is not in helm's cache)$/);
    assert.deepEqual(reasons, {
      release: "the Kubernetes provider renders it",
      folder: "offline has no kustomization.yaml",
      vpc: "its package creates the children",
    });
    assert.match(renderNotJudged(result), /^Not judged {2}2 charts not rendered \(.+\); 2 components not rendered \(.+\)\n$/);
  });

  it("are not what the preview rendered; what it could not render has its own reason", async () => {
    const { monitor } = await judge(() => {
      new kubernetes.helm.v4.Chart("one", { chart: "nginx" });
      new kubernetes.helm.v4.Chart("two", { chart: "nginx" });
    });
    const [, one, two] = monitor.registrations.map(({ urn }) => urn);
    const renderings = new Renderings();
    renderings.rendered(one ?? "");
    renderings.notRendered("two", "helm is not on PATH", two);
    renderings.notRendered("three", "the chart is not on this machine");
    assert.deepEqual(renderings.list(monitor.registrations), [
      { urn: two, name: "two", reason: "helm is not on PATH" },
      { urn: "", name: "three", reason: "the chart is not on this machine" },
    ]);
  });

  it("are findings that wait for a value: they are counted apart from advice", async () => {
    const { result, findings } = await judge(() => {
      const group = new resources.ResourceGroup("group", { location: "westeurope" });
      const tenantId = group.id.apply((id) => id);
      const networkAcls = { defaultAction: tenantId };
      new keyvault.Vault("vault", {
        resourceGroupName: "rg",
        properties: { tenantId: "t", networkAcls, sku: { family: "A", name: "standard" } },
      });
    }, true);
    const waiting = findings.filter(({ undecided }) => undecided).length;
    assert.ok(waiting > 0);
    assert.equal(
      Object.values(result.undecided).reduce((sum, count) => sum + count, 0),
      waiting,
    );
    const { findings: counted } = summarise([], findings);
    assert.equal(counted.notJudgedYet, waiting);
    assert.equal(counted.mandatory + counted.advisory + waiting, findings.length);
    assert.match(renderSummary(summarise([], findings), result), new RegExp(`Findings .* advisory, ${waiting} not judged yet\n`));
    assert.match(renderFindings(findings), new RegExp(`Not judged yet \\(${waiting}[ )]`));
  });

  it("a policy that is enforced although a value is unknown is a mandatory finding", () => {
    const finding: Finding = { control: "x", policy: "x", level: "mandatory", urn: "", path: "", message: "m", undecided: true };
    assert.deepEqual(summarise([], [finding]).findings, { mandatory: 1, advisory: 0, notJudgedYet: 0 });
  });

  it("is nothing in a program that the pack reads completely", async () => {
    const { result } = await judge(() => new resources.ResourceGroup("group", { location: "westeurope" }));
    assert.ok(isComplete(result));
    assert.equal(renderNotJudged(result), "");
  });

  it("is one line, with the first names only", () => {
    const components = Array.from({ length: 9 }, (_, index) => ({ urn: "", name: `c${index}`, reason: "r" }));
    const result: NotJudged = { packages: { aws: 7, "pulumi-nodejs": 1 }, components, undecided: {} };
    assert.equal(
      renderNotJudged(result),
      "Not judged  8 resources of 2 packages that the pack does not read (aws 7, dynamic 1); " +
        "9 components not rendered (c0, c1, c2, c3, c4, c5 and 3 more)\n",
    );
  });
});
