import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const object = (type: string, name: string, namespace: unknown, spec: unknown, more: Record<string, unknown> = {}): CaseResource => ({
  type: `kubernetes:${type}`,
  name,
  props: { metadata: { name, namespace, ...more }, spec },
});

const HOST = "shop.catalog.svc.cluster.local";
const namespace = (labels: unknown = {}) => object("core/v1:Namespace", "catalog", undefined, {}, { labels });
const service = object("core/v1:Service", "shop", "catalog", { selector: { app: "shop" }, ports: [{ port: 443 }] });

const virtualService = (host: unknown = HOST, gateways: unknown = ["edge"], own: unknown = "aks-istio-ingress") =>
  object("networking.istio.io/v1:VirtualService", "routes", own, {
    gateways,
    http: [{ route: [{ destination: { host, port: { number: 443 } } }] }],
  });
const destinationRule = (tls: unknown, host: unknown = HOST, own = "aks-istio-ingress") =>
  object("networking.istio.io/v1:DestinationRule", "shop", own, { host, trafficPolicy: { tls } });
const simple = { mode: "SIMPLE", credentialName: "authority", subjectAltNames: [HOST] };

const NGINX = "nginx.ingress.kubernetes.io";
const verified = { "backend-protocol": "HTTPS", "proxy-ssl-verify": "on", "proxy-ssl-secret": "catalog/authority" };
const ingress = (settings: Record<string, unknown> = {}, spec: Record<string, unknown> = {}) => {
  const annotations = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${NGINX}/${name}`, value]));
  const paths = [{ path: "/", pathType: "Prefix", backend: { service: { name: "shop", port: { number: 443 } } } }];
  return object(
    "networking.k8s.io/v1:Ingress",
    "shop",
    "catalog",
    { ingressClassName: "nginx", rules: [{ host: "shop.example.com", http: { paths } }], ...spec },
    { annotations },
  );
};

const httpRoute = (backend: Record<string, unknown> = {}, parents: unknown = [{ name: "edge" }]) =>
  object("gateway.networking.k8s.io/v1:HTTPRoute", "shop", "edge", {
    parentRefs: parents,
    rules: [{ backendRefs: [{ name: "shop", namespace: "catalog", port: 443, ...backend }] }],
  });
const policy = (name: unknown = "shop", version = "v1") =>
  object(`gateway.networking.k8s.io/${version}:BackendTLSPolicy`, "shop", "catalog", {
    targetRefs: [{ group: "", kind: "Service", name }],
    validation: { hostname: HOST, caCertificateRefs: [{ group: "", kind: "ConfigMap", name: "authority" }] },
  });

const stack = (...resources: CaseResource[]) => [namespace(), service, ...resources];
const DESTINATION = "spec.http[0].route[0].destination";
const INGRESS_BACKEND = "spec.rules[0].http.paths[0].backend.service";
const BACKEND_REF = "spec.rules[0].backendRefs[0]";

export const cases: Record<string, ControlCases> = {
  "ING-12": {
    passes: [
      stack(virtualService(), destinationRule(simple)),
      stack(
        virtualService("shop", ["edge"], "catalog"),
        destinationRule({ mode: "MUTUAL", caCertificates: "/etc/ca.pem" }, "shop", "catalog"),
      ),
      stack(virtualService(), destinationRule({ ...simple, sni: HOST })),
      stack(virtualService(), destinationRule({ mode: "ISTIO_MUTUAL" }, "*.catalog.svc.cluster.local")),
      stack(virtualService(), {
        ...destinationRule(undefined),
        props: {
          metadata: { name: "shop", namespace: "catalog" },
          spec: { host: HOST, trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls: simple }] } },
        },
      }),
      // The proxies of the mesh encrypt.
      [namespace({ "istio-injection": "enabled" }), service, virtualService()],
      [namespace({ "istio.io/rev": "asm-1-30" }), service, httpRoute()],
      // No gateway reads it.
      stack(virtualService(HOST, ["mesh"])),
      stack(virtualService(HOST, null)),
      stack(httpRoute({}, [{ kind: "Service", name: "shop" }])),
      // Another stack has the Service, or its namespace with what protects it.
      [virtualService()],
      [service, virtualService()],
      stack(virtualService("api.contoso.com")),
      stack(ingress(verified)),
      stack(ingress({ ...verified, "backend-protocol": "grpcs" })),
      stack(ingress({}, { ingressClassName: "traefik" })),
      stack(httpRoute(), policy()),
      stack(httpRoute(), policy("shop", "v1alpha3")),
      stack(httpRoute({ kind: "ServiceImport" })),
      { resources: stack(virtualService()), config: { plainBackends: ["catalog/shop"] } },
    ],
    fails: [
      { resources: stack(virtualService()), at: [DESTINATION] },
      { resources: stack(virtualService("shop.catalog.svc", ["mesh", "edge"])), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule({ mode: "DISABLE" })), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule({ mode: "SIMPLE" })), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule({ ...simple, insecureSkipVerify: true })), at: [DESTINATION] },
      {
        resources: stack(virtualService(), destinationRule({ mode: "SIMPLE", credentialName: "authority", sni: HOST })),
        at: [DESTINATION],
      },
      { resources: stack(virtualService(), destinationRule({ ...simple, sni: HOST, subjectAltNames: [] })), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule(simple, "other.catalog.svc.cluster.local")), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule(simple, "shop", "other")), at: [DESTINATION] },
      { resources: [namespace({ "istio-injection": "disabled" }), service, virtualService()], at: [DESTINATION] },
      { resources: stack(ingress()), at: [INGRESS_BACKEND] },
      { resources: stack(ingress({ "backend-protocol": "HTTPS" })), at: [INGRESS_BACKEND] },
      { resources: stack(ingress({ ...verified, "proxy-ssl-verify": "off" })), at: [INGRESS_BACKEND] },
      { resources: stack(ingress({ "backend-protocol": "HTTPS", "proxy-ssl-verify": "on" })), at: [INGRESS_BACKEND] },
      { resources: stack(ingress({}, { defaultBackend: { service: { name: "shop" } }, rules: [] })), at: ["spec.defaultBackend.service"] },
      { resources: stack(httpRoute()), at: [BACKEND_REF] },
      { resources: stack(httpRoute(), policy("other")), at: [BACKEND_REF] },
      { resources: stack(virtualService()), config: { plainBackends: ["other/shop"] }, at: [DESTINATION] },
    ],
    notApplicable: [[service], [namespace()]],
    undecided: [
      { resources: stack(virtualService(), destinationRule(UNKNOWN)), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule(simple, UNKNOWN)), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule({ ...simple, sni: HOST, subjectAltNames: UNKNOWN })), at: [DESTINATION] },
      { resources: stack(virtualService(), destinationRule({ ...simple, sni: UNKNOWN, subjectAltNames: [] })), at: [DESTINATION] },
      { resources: [namespace({ "istio-injection": UNKNOWN }), service, virtualService()], at: [DESTINATION] },
      { resources: stack(ingress({ ...verified, "proxy-ssl-verify": UNKNOWN })), at: [INGRESS_BACKEND] },
      { resources: stack(httpRoute(), policy(UNKNOWN)), at: [BACKEND_REF] },
    ],
  },
};
