import assert from "node:assert/strict";
import { Lanes } from "../../../../offline/report/html/topology/lanes";
import { linksOf } from "../../../../offline/report/html/topology/links";
import { nodesOf } from "../../../../offline/report/html/topology/nodes";
import { renderTopology } from "../../../../offline/report/html/topology/section";
import { type Topology, topologyOf } from "../../../../offline/report/html/topology/topology";
import { viewOf } from "../../../../offline/report/html/view";
import type { ReportedResource } from "../../../../offline/report/model";
import { UNKNOWN_MARK } from "../../../../offline/wire";
import { FINDINGS, reportOf, resource, STACK } from "./reports";

const topology = (resources: readonly ReportedResource[]): Topology | undefined => topologyOf(resources, new Lanes(resources));

/** Arrows as `title > title`. */
function arrows(found: Topology | undefined): readonly string[] {
  return (found?.links ?? []).map(({ from, to }) => `${from.title} > ${to.title}`);
}

const object = (kind: string, namespace: string, name: string, inputs: object, more: Partial<ReportedResource> = {}): ReportedResource =>
  resource(`kubernetes:${kind}`, `${namespace}-${name}`, {
    inputs: { ...inputs, metadata: { name, namespace, ...("metadata" in inputs ? Object(inputs.metadata) : {}) } },
    ...more,
  });

const template = (labels: object) => ({ spec: { template: { metadata: { labels }, spec: { containers: [{ name: "main" }] } } } });

/** A cluster with a provider and what runs in it, all directly below the stack. */
function cluster(location: string, name: string) {
  const aks = resource("azure-native:containerservice/v20260201:ManagedCluster", name, { inputs: { location, resourceName: name } });
  const kube = resource("pulumi:providers:kubernetes", `${name}-provider`, { dependencies: [aks.urn] });
  const vault = resource("azure-native:keyvault:Vault", `${name}-vault`, { inputs: { location, vaultName: `kv-${name}` } });
  const inside = { provider: `${kube.urn}::id` };
  const mount = object(
    "secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
    "shop",
    `${name}-secrets`,
    {},
    { ...inside, dependencies: [vault.urn] },
  );
  const shop = object("apps/v1:Deployment", "shop", `${name}-web`, template({ app: "web" }), { ...inside, dependencies: [mount.urn] });
  const service = object("core/v1:Service", "shop", `${name}-front`, { spec: { type: "ClusterIP", selector: { app: "web" } } }, inside);
  const paths = [{ path: "/", backend: { service: { name: `${name}-front` } } }];
  const ingress = object("networking.k8s.io/v1:Ingress", "shop", `${name}-edge`, { spec: { rules: [{ http: { paths } }] } }, inside);
  return { aks, all: [aks, kube, vault, mount, shop, service, ingress] };
}

/** A cluster with names in it that every other one has as well. */
function equallyNamed(location: string): readonly ReportedResource[] {
  const rename = (text: string) => text.replaceAll(`${location}-`, "");
  return cluster(location, location).all.map((one) => {
    const isInside = one.type.startsWith("kubernetes:");
    return isInside ? { ...one, inputs: JSON.parse(rename(JSON.stringify(one.inputs))), urn: `${one.urn}-${location}` } : one;
  });
}

describe("offline/report/html: topology", () => {
  it("of clusters, ingresses and data without components has a lane for each cluster", () => {
    const [west, north] = [cluster("westeurope", "west"), cluster("northeurope", "north")];
    const found = topology([...west.all, ...north.all]);
    assert.deepEqual(
      found?.lanes.map(({ name, cluster: own }) => [name, own?.name]),
      [
        ["westeurope", "west"],
        ["northeurope", "north"],
      ],
    );
    assert.deepEqual(arrows(found), ["west-web > Key Vault", "north-web > Key Vault", "Ingress > west-web", "Ingress > north-web"]);
    assert.ok(found?.links.every(({ from, to }) => from.lane === to.lane));
  });

  it("names clusters in one region apart", () => {
    const found = topology([...cluster("westeurope", "one").all, ...cluster("westeurope", "two").all]);
    assert.deepEqual(
      found?.lanes.map(({ name }) => name),
      ["westeurope: one", "westeurope: two"],
    );
  });

  it("follows Front Door to the Private Link Service that an origin names, and on to a gateway and its routes", () => {
    const { all, aks } = cluster("westeurope", "west");
    const inside = { provider: `${all[1]?.urn}::id` };
    const annotations = { "service.beta.kubernetes.io/azure-pls-create": "true", "service.beta.kubernetes.io/azure-pls-name": "pl-west" };
    const balancer = object("core/v1:Service", "edge", "lb", { metadata: { annotations }, spec: { type: "LoadBalancer" } }, inside);
    const gateway = object("networking.istio.io/v1:Gateway", "edge", "gw", {}, inside);
    const route = [{ destination: { host: "west-front.shop.svc.cluster.local" } }];
    const routes = object(
      "networking.istio.io/v1:VirtualService",
      "edge",
      "routes",
      { spec: { gateways: ["edge/gw"], http: [{ route }] } },
      inside,
    );
    const profile = resource("azure-native:cdn:Profile", "fd", { inputs: { profileName: "afd", location: "Global" } });
    const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateLinkServices/pl-west";
    const origin = resource("azure-native:cdn:AFDOrigin", "origin", {
      inputs: { profileName: "afd", sharedPrivateLinkResource: { privateLink: { id } } },
      dependencies: [profile.urn],
    });
    const found = topology([profile, ...all.slice(0, -1), balancer, gateway, routes, origin]);
    assert.deepEqual(arrows(found), [
      "Front Door > Private Link Service",
      "west-web > Key Vault",
      "Private Link Service > Istio gateway",
      "Istio gateway > west-web",
    ]);
    assert.equal(found?.lanes.length, 1);
    assert.equal(found?.lanes[0]?.cluster, aks);
  });

  it("without a cluster has a lane for each region", () => {
    const sql = resource("azure-native:sql:Server", "sql", { inputs: { location: "westeurope" } });
    const app = resource("azure-native:web:WebApp", "app", { inputs: { location: "westeurope", name: "shop" }, dependencies: [sql.urn] });
    const found = topology([sql, app]);
    assert.deepEqual([found?.lanes.map(({ name }) => name), arrows(found)], [["westeurope"], ["App Service > SQL Server"]]);
  });

  it("knows a region by its name and by its display name", () => {
    const apps = ["West Europe", "westeurope"].map((location, index) =>
      resource("azure-native:web:WebApp", `app-${index}`, { inputs: { location } }),
    );
    const names = (resources: readonly ReportedResource[]) => new Lanes(resources).all().map(({ name }) => name);
    assert.deepEqual(names(apps), ["westeurope"]);
    const aks = cluster("West Europe", "west").aks;
    assert.deepEqual(names([aks, ...apps]), ["westeurope"]);
  });

  it("takes the components around a cluster before the location", () => {
    const [west, north] = [cluster("westeurope", "west"), cluster("northeurope", "north")];
    const component = resource("shop:index:Region", "region", { custom: false });
    const parent = component.urn;
    const vault = resource("azure-native:keyvault:Vault", "v", { inputs: { location: "northeurope" }, parent });
    const resources = [
      resource("pulumi:pulumi:Stack", "s", { urn: STACK, parent: "", custom: false }),
      component,
      { ...west.aks, parent },
      vault,
      ...north.all,
    ];
    assert.equal(new Lanes(resources).of(vault)?.name, "westeurope");
  });

  it("says the replicas of a workload, or the limits of its autoscaler", () => {
    const scale = { spec: { scaleTargetRef: { name: "web" }, minReplicas: 2, maxReplicas: 5 } };
    const spec = { replicas: 3, template: template({}).spec.template };
    const web = object("apps/v1:Deployment", "web", "web", { spec });
    const worker = object("apps/v1:Deployment", "web", "worker", { spec });
    const scaler = object("autoscaling/v2:HorizontalPodAutoscaler", "web", "web-scaler", scale);
    const found = topology([web, worker, scaler]);
    assert.deepEqual(
      found?.nodes.map(({ subtitle, notes }) => [subtitle, ...notes]),
      [
        ["Deployment, 2–5 replicas", "main"],
        ["Deployment in web", "3 replicas", "main"],
      ],
    );
  });

  it("says no replicas, or one limit, where the others are unknown or absent", () => {
    const note = (scale: object | undefined, replicas: unknown) => {
      const web = object("apps/v1:Deployment", "shop", "web", { spec: { replicas, template: template({}).spec.template } });
      const spec = { scaleTargetRef: { name: "web" }, ...scale };
      const scaler = object("autoscaling/v2:HorizontalPodAutoscaler", "shop", "web-scaler", { spec });
      return topology(scale === undefined ? [web] : [web, scaler])?.nodes[0]?.notes.slice(0, -1);
    };
    assert.deepEqual(note(undefined, UNKNOWN_MARK), []);
    assert.deepEqual(note({ minReplicas: 2, maxReplicas: UNKNOWN_MARK }, 3), ["at least 2 replicas"]);
    assert.deepEqual(note({}, 3), ["at least 1 replica"]);
    assert.deepEqual(note({ minReplicas: UNKNOWN_MARK, maxReplicas: 5 }, 3), ["at most 5 replicas"]);
    assert.deepEqual(note({ minReplicas: UNKNOWN_MARK, maxReplicas: UNKNOWN_MARK }, 3), []);
  });

  it("draws a part of a large stack, says what it leaves out, and lists everything", () => {
    const many = Array.from({ length: 10 }, (_, index) => object("apps/v1:Deployment", "shop", `job-${index}`, template({})));
    const regions = Array.from({ length: 7 }, (_, index) =>
      resource("azure-native:web:WebApp", `app-${index}`, { inputs: { location: `r${index}` } }),
    );
    const page = renderTopology(viewOf(reportOf([...many, ...regions])))?.text ?? "";
    const [drawing = "", list = ""] = page.split("</svg>");
    assert.match(list, /The drawing leaves out 2 lanes and 2 boxes; the list has everything\./);
    assert.doesNotMatch(drawing, />job-9</);
    for (const name of ["job-9", "app-6"]) assert.ok(list.includes(name), name);
  });

  it("counts the findings of a box, and shows their worst level", () => {
    const [finding] = FINDINGS;
    assert.ok(finding !== undefined);
    const app = resource("azure-native:web:WebApp", "app", { inputs: { location: "westeurope" } });
    const findings = [
      { ...finding, urn: app.urn },
      { ...finding, urn: app.urn, level: "advisory" as const },
    ];
    const page = renderTopology(viewOf(reportOf([app], { findings })))?.text ?? "";
    assert.match(page, /<g class="badge mandatory"><circle [^>]+><text [^>]+>2<\/text><\/g>/);
  });

  it("is absent where nothing serves requests", () => {
    assert.equal(topology([resource("azure-native:storage:StorageAccount", "st", { inputs: { location: "westeurope" } })]), undefined);
    assert.equal(topology([]), undefined);
  });

  it("leads to equally named Services of no other cluster, and does not read more of each for every cluster there is", () => {
    let reads = 0;
    const counted = (one: ReportedResource): ReportedResource =>
      Object.defineProperty({ ...one }, "inputs", {
        get: () => {
          reads += 1;
          return one.inputs;
        },
      });
    const linksAmong = (clusters: number) => {
      const resources = Array.from({ length: clusters }, (_, index) => equallyNamed(`r${index}`))
        .flat()
        .map(counted);
      const nodes = nodesOf(resources, new Lanes(resources));
      reads = 0;
      const links = linksOf(nodes, resources).filter(({ from }) => from.stage === "gateway");
      assert.equal(links.length, clusters);
      assert.ok(links.every(({ from, to }) => from.members[0]?.provider === to.members[0]?.provider));
      return reads / clusters;
    };
    assert.equal(linksAmong(12), linksAmong(3));
  });

  it("draws what no provider places", () => {
    const pod = object("core/v1:Pod", "shop", "p", { spec: { containers: [{ name: "main" }] } });
    const found = topology([pod]);
    assert.deepEqual([found?.lanes.map(({ name }) => name), found?.nodes.map(({ notes }) => notes)], [["Kubernetes"], [["main"]]]);
  });
});
