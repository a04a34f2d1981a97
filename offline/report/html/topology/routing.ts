import type { ReportedResource } from "../../model";
import { grouped } from "../grouped";
import { listAt, namespaceOf, objectName, plainType, recordAt, textAt } from "./read";

const ROUTES = /^(networking\.istio\.io:VirtualService|gateway\.networking\.k8s\.io:\w+Route|networking\.k8s\.io:Ingress)$/;

/** A Service that selects pods. */
interface Service {
  readonly resource: ReportedResource;
  /** `service.namespace`, as routes name it. */
  readonly host: string;
  readonly selector: readonly (readonly [string, unknown])[];
}

/** The way from gateways to workloads: routes and Services, each read once. */
export class Routing {
  private readonly routes: ReadonlySet<ReportedResource>;
  /** Routes by the gateways that they name. */
  private readonly byGateway: ReadonlyMap<string, readonly ReportedResource[]>;
  /** Services by cluster and namespace: only there they select pods. */
  private readonly byNamespace: ReadonlyMap<string, readonly Service[]>;
  private readonly selecting = new Map<ReportedResource, readonly Service[]>();

  constructor(resources: readonly ReportedResource[]) {
    const routes = resources.filter(({ type }) => ROUTES.test(plainType(type)));
    this.routes = new Set(routes);
    const named = grouped(
      routes.flatMap((route) => gatewaysOf(route).map((gateway) => ({ route, gateway }))),
      ({ gateway }) => gateway,
    );
    this.byGateway = new Map(Array.from(named, ([gateway, found]) => [gateway, found.map(({ route }) => route)]));
    const services = resources.filter(({ type }) => plainType(type) === "core:Service").flatMap(serviceOf);
    this.byNamespace = grouped(services, ({ resource }) => placeOf(resource));
  }

  /** Whether a workload has a Service that the gateway is, or that its routes name. */
  from(gateway: readonly ReportedResource[]): (workload: ReportedResource) => boolean {
    const own = gateway.filter((member) => this.routes.has(member));
    const naming = gateway.flatMap((member) => this.byGateway.get(`${placeOf(member)}/${objectName(member)}`) ?? []);
    const backends = new Set([...own, ...naming].flatMap(backendsOf));
    const members = new Set(gateway);
    return (workload) => this.servicesOf(workload).some(({ resource, host }) => backends.has(host) || members.has(resource));
  }

  private servicesOf(workload: ReportedResource): readonly Service[] {
    const known = this.selecting.get(workload);
    if (known !== undefined) return known;
    const labels = recordAt(workload.inputs, "spec", "template", "metadata", "labels");
    const services = this.byNamespace.get(placeOf(workload)) ?? [];
    const found = services.filter(({ selector }) => selector.every(([key, value]) => labels[key] === value));
    this.selecting.set(workload, found);
    return found;
  }
}

function serviceOf(resource: ReportedResource): readonly Service[] {
  const selector = Object.entries(recordAt(resource.inputs, "spec", "selector"));
  return selector.length === 0 ? [] : [{ resource, host: `${objectName(resource)}.${namespaceOf(resource)}`, selector }];
}

/** Cluster and namespace. */
function placeOf(resource: ReportedResource): string {
  return `${resource.provider}/${namespaceOf(resource)}`;
}

/** The gateways that a route names, in its cluster. */
function gatewaysOf(route: ReportedResource): readonly string[] {
  const own = namespaceOf(route);
  const named = listAt(route.inputs, "spec", "gateways").map((name) => (`${name}`.includes("/") ? `${name}` : `${own}/${name}`));
  const referred = listAt(route.inputs, "spec", "parentRefs").map((ref) => `${textAt(ref, "namespace") ?? own}/${textAt(ref, "name")}`);
  return [...new Set([...named, ...referred])].map((name) => `${route.provider}/${name}`);
}

/** `service.namespace` of each backend of a route. */
function backendsOf(route: ReportedResource): readonly string[] {
  const namespace = namespaceOf(route);
  const rules = listAt(route.inputs, "spec", "rules");
  const refs = rules.flatMap((rule) => listAt(rule, "backendRefs"));
  const paths = rules.flatMap((rule) => listAt(rule, "http", "paths"));
  const destinations = listAt(route.inputs, "spec", "http").flatMap((one) => listAt(one, "route"));
  return [
    ...refs.map((ref) => `${textAt(ref, "name")}.${textAt(ref, "namespace") ?? namespace}`),
    ...paths.map((path) => `${textAt(path, "backend", "service", "name")}.${namespace}`),
    ...destinations.flatMap((one) => hostName(textAt(one, "destination", "host"), namespace)),
  ];
}

function hostName(host: string | undefined, namespace: string): readonly string[] {
  const [service, own = namespace] = host?.split(".") ?? [];
  return service === undefined ? [] : [`${service}.${own}`];
}
