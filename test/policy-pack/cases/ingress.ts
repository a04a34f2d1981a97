import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const ID = "0a1b2c3d-1111-2222-3333-444455556666";
const OTHER_ID = "ffffffff-1111-2222-3333-444455556666";
const SNIPPET = 'metadata.annotations["nginx.ingress.kubernetes.io/modsecurity-snippet"]';

const REDIRECT = "nginx.ingress.kubernetes.io/permanent-redirect";
const ENGINE = "nginx.ingress.kubernetes.io/enable-modsecurity";
const MIDDLEWARES = "traefik.ingress.kubernetes.io/router.middlewares";

const frontDoor: CaseResource = {
  type: "azure-native:cdn:Profile",
  name: "edge",
  props: { profileName: "afd-shop", sku: { name: "Premium_AzureFrontDoor" } },
};
const contentDelivery: CaseResource = { type: "azure-native:cdn:Profile", name: "cdn", props: { sku: { name: "Standard_Microsoft" } } };

const rules = (id: string) => `
# Only the Front Door of this environment
SecRuleEngine On
SecRule &REQUEST_HEADERS:X-Azure-FDID "!@eq 1" "id:106,phase:1,t:none,deny,status:403,log,msg:front-door-id-missing-or-repeated"
SecRule REQUEST_HEADERS:X-Azure-FDID "!@streq ${id}" "id:107,phase:1,t:none,deny,status:403,log,msg:front-door-id-wrong"
`;

const published = `SecRuleEngine On
SecRule &REQUEST_HEADERS:X-Azure-FDID \\"@eq 0\\"  \\"log,deny,id:106,status:403,msg:\\'Front Door ID not present\\'\\"
SecRule REQUEST_HEADERS:X-Azure-FDID \\"@rx ^(?!${ID}).*$\\"  \\"log,deny,id:107,status:403,msg:\\'Wrong Front Door ID\\'\\"`;

const NGINX = "nginx.ingress.kubernetes.io";
const configuration = `metadata.annotations["${NGINX}/configuration-snippet"]`;
const condition = (comparison: string, answer = "return 403;") => `if ($http_x_azure_fdid ${comparison}) { ${answer} }`;
const snippet = (text: unknown, annotation = `${NGINX}/configuration-snippet`) => ingress(undefined, { [annotation]: text });
const comparing = (operator: string, count = "@eq 0") => ingress(rules(ID).replace(`!@streq ${ID}`, operator).replace("!@eq 1", count));

const ingress = (snippet: unknown, annotations: Record<string, unknown> = {}, spec: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:networking.k8s.io/v1:Ingress",
  name: "ingress",
  props: {
    metadata: {
      namespace: "catalog",
      annotations: { ...(snippet !== undefined && { "nginx.ingress.kubernetes.io/modsecurity-snippet": snippet }), ...annotations },
    },
    spec: { ingressClassName: "nginx", ...spec },
  },
});

const unknownMetadata = (metadata: unknown): CaseResource => ({ ...ingress(undefined), props: { ...ingress(undefined).props, metadata } });

const header = (more: Record<string, unknown> = {}) => ({ headers: [{ type: "Exact", name: "X-Azure-FDID", value: ID, ...more }] });
const backendRefs = [{ name: "catalog", port: 80 }];

const httpRoute = (routeRules: unknown, parentRefs: unknown = [{ name: "edge", namespace: "gateways" }]): CaseResource => ({
  type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
  name: "route",
  props: { metadata: { namespace: "catalog" }, spec: { parentRefs, ...(routeRules !== undefined && { rules: routeRules }) } },
});

const gatewayRoute = (kind: string, spec: Record<string, unknown>): CaseResource => ({
  type: `kubernetes:gateway.networking.k8s.io/${kind === "TCPRoute" || kind === "TLSRoute" ? "v1alpha2" : "v1"}:${kind}`,
  name: "route",
  props: { metadata: { namespace: "catalog" }, spec: { parentRefs: [{ name: "edge", namespace: "gateways" }], ...spec } },
});

const onSet = [{ kind: "ListenerSet", group: "gateway.networking.k8s.io", name: "x" }];
const listenerSet = (kind = "ListenerSet", group = "gateway.networking.k8s.io", version = "v1"): CaseResource => ({
  type: `kubernetes:${group}/${version}:${kind}`,
  name: "set",
  props: { metadata: { name: "x", namespace: "catalog" }, spec: { parentRef: { name: "edge", namespace: "gateways" } } },
});
const gatewayDenial: CaseResource = {
  type: "kubernetes:security.istio.io/v1:AuthorizationPolicy",
  name: "gateway-denial",
  props: {
    metadata: { namespace: "gateways" },
    spec: {
      action: "DENY",
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }],
      rules: [{ when: [{ key: "request.headers[X-Azure-FDID]", notValues: [ID] }] }],
    },
  },
};

/** A Gateway of Gateway API whose pods Istio creates, and a route that relies on a policy. */
const kubernetesGateway = (spec: Record<string, unknown> = {}, metadata: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  name: "shop-gateway",
  props: { metadata: { name: "edge", namespace: "shop", ...metadata }, spec: { gatewayClassName: "istio", ...spec } },
});
const shopRoute = httpRoute([{ backendRefs }], [{ name: "edge", namespace: "shop" }]);
const inNamespace = (namespace: string, spec: Record<string, unknown>, name = "shop-denial"): CaseResource => ({
  type: "kubernetes:security.istio.io/v1:AuthorizationPolicy",
  name,
  props: {
    metadata: { namespace },
    spec: { action: "DENY", rules: [{ when: [{ key: "request.headers[x-azure-fdid]", notValues: [ID] }] }], ...spec },
  },
});
const selecting = (matchLabels: Record<string, unknown>) => ({ selector: { matchLabels } });
const ADD_ON_PODS = { istio: "aks-istio-ingressgateway-internal" };
const NAMED_EDGE = { "gateway.networking.k8s.io/gateway-name": "edge" };
const toEdge = (more: Record<string, unknown> = {}) => ({
  targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge", ...more }],
});
const address = (value: string, type: unknown = "Hostname") => ({ addresses: [{ type, value }] });
const ADD_ON_SERVICE = "aks-istio-ingressgateway-internal.aks-istio-ingress.svc.cluster.local";
const gatewayClass = (controllerName: string): CaseResource => ({
  type: "kubernetes:gateway.networking.k8s.io/v1:GatewayClass",
  name: "class",
  props: { metadata: { name: "public" }, spec: { controllerName } },
});
/** The pods of a gateway that the stack contains, as a rendered chart does. */
const gatewayPods = (namespace: string): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "gateway-pods",
  props: { metadata: { namespace }, spec: { template: { metadata: { labels: { istio: "custom", app: "gw" } } } } },
});

const virtualService = (http: unknown, gateways: unknown = ["edge"], version = "v1"): CaseResource => ({
  type: `kubernetes:networking.istio.io/${version}:VirtualService`,
  name: "virtual-service",
  props: { metadata: { namespace: "catalog" }, spec: { hosts: ["shop.example"], ...(gateways !== null && { gateways }), http } },
});

/** A VirtualService that forwards connections without inspection. */
const streams = (lists: Record<string, unknown>, gateways: unknown = ["istio-ingress/gw"]): CaseResource => ({
  type: "kubernetes:networking.istio.io/v1:VirtualService",
  name: "streams",
  props: { metadata: { namespace: "catalog" }, spec: { hosts: ["*"], gateways, ...lists } },
});

const route = [{ destination: { host: "catalog" } }];
const exact = (value: unknown = ID) => ({ headers: { "x-azure-fdid": { exact: value } } });

const gateway: CaseResource = {
  type: "kubernetes:networking.istio.io/v1:Gateway",
  name: "gateway",
  props: { metadata: { name: "edge", namespace: "catalog" }, spec: { selector: { istio: "aks-istio-ingressgateway-internal" } } },
};

const customGateway: CaseResource = {
  ...gateway,
  props: { metadata: { name: "edge", namespace: "catalog" }, spec: { selector: { istio: "custom" } } },
};

/** An Istio Gateway whose pods the stack does not contain. */
const ordinaryGateway = (spec: Record<string, unknown>): CaseResource => ({ ...gateway, props: { ...gateway.props, spec } });
const plainServer = (protocol: unknown, tls?: unknown): CaseResource =>
  ordinaryGateway({ servers: [{ port: { number: 80, name: "web", protocol }, hosts: ["shop.example.com"], tls }] });

/** F5's mergeable Ingresses: the master has the server block of a host, its minions have the paths. */
const mergeable = (type: unknown, snippets: Record<string, unknown>, host: unknown = "shop.example", name = "minion"): CaseResource => ({
  ...ingress(undefined, { "nginx.org/mergeable-ingress-type": type, ...snippets }, { rules: [{ host }] }),
  name,
});
const serverSnippets = (text: unknown = condition(`!= "${ID}"`)) => ({ "nginx.org/server-snippets": text });
const locationSnippets = (text: unknown = condition(`!= "${ID}"`)) => ({ "nginx.org/location-snippets": text });
const master = (snippets: Record<string, unknown>, host?: unknown) => mergeable("master", snippets, host, "master");
const dryRun = (value: unknown): CaseResource => ({
  ...denial(),
  props: { ...denial().props, metadata: { namespace: "aks-istio-ingress", annotations: { "istio.io/dry-run": value } } },
});
const GATEWAY_CLASS = { gatewayClassName: "public" };

const denial = (
  more: Record<string, unknown> = {},
  when: Record<string, unknown> = {},
  rule: Record<string, unknown> = {},
): CaseResource => ({
  type: "kubernetes:security.istio.io/v1:AuthorizationPolicy",
  name: "denial",
  props: {
    metadata: { namespace: "aks-istio-ingress" },
    spec: {
      action: "DENY",
      selector: { matchLabels: { istio: "aks-istio-ingressgateway-internal" } },
      rules: [{ when: [{ key: "request.headers[x-azure-fdid]", notValues: [ID], ...when }], ...rule }],
      ...more,
    },
  },
});

const ON_ID = { key: "request.headers[x-azure-fdid]", values: [ID] };
const allowance = (rules: unknown, more: Record<string, unknown> = {}, name = "allowance"): CaseResource => ({
  ...denial({ action: "ALLOW", rules, ...more }),
  name,
});

const unchecked = virtualService([{ match: [{ uri: { prefix: "/" } }], route }]);
const AT_MATCH = "spec.http[0].match[0].headers";

/** A Patch of an AuthorizationPolicy, in the namespace of the policy. */
const policyPatch = (policy: CaseResource): CaseResource => patched(policy, policy.props);
const WITHOUT_SELECTOR = { selector: undefined };
const addresses = (...values: string[]) => ({ addresses: values.map((value) => ({ type: "Hostname", value })) });
const CUSTOM_ERRORS = `${NGINX}/custom-http-errors`;
const withErrors = (codes: unknown, answer?: string, annotation = `${NGINX}/configuration-snippet`) =>
  ingress(undefined, { [annotation]: condition(`!= "${ID}"`, answer), [CUSTOM_ERRORS]: codes });

const patched = ({ type }: CaseResource, props: Record<string, unknown>): CaseResource => ({ type: `${type}Patch`, name: "patch", props });

/** A Gateway of Gateway API with a listener for plain HTTP and one with TLS, and routes at it. */
const twoListeners = (more: Record<string, unknown> = {}, metadata: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  name: "two-listeners",
  props: {
    metadata: { name: "edge", namespace: "catalog", ...metadata },
    spec: {
      gatewayClassName: "approuting-istio",
      listeners: [
        { name: "http", port: 80, protocol: "HTTP", ...more },
        { name: "https", port: 443, protocol: "HTTPS", tls: { certificateRefs: [{ name: "edge-tls" }] } },
      ],
    },
  },
});
const everyNamespace = { allowedRoutes: { namespaces: { from: "All" } } };
const toHttps = { filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] };
const atListener = (more: Record<string, unknown> = {}, routeRules: unknown = [{ backendRefs }], hostnames?: unknown): CaseResource => {
  const { props, ...one } = httpRoute(routeRules, [{ name: "edge", ...more }]);
  const { spec } = props as { spec: Record<string, unknown> };
  return { ...one, props: { ...props, spec: { ...spec, ...(hostnames !== undefined && { hostnames }) } } };
};
const plainSet = (kind: string, group: string): CaseResource => ({
  type: `kubernetes:${group}/v1:${kind}`,
  name: "plain-set",
  props: {
    metadata: { name: "x", namespace: "catalog" },
    spec: { parentRef: { name: "edge" }, listeners: [{ name: "http", port: 80, protocol: "HTTP" }] },
  },
});

/** An Ingress as other teams write it, with this spec and these annotations. */
const plain = (spec: unknown, annotations: unknown = {}, name = "web"): CaseResource => ({
  type: "kubernetes:networking.k8s.io/v1:Ingress",
  name,
  props: { metadata: { name, namespace: "shop", annotations }, spec },
});
const asPatch = (resource: CaseResource): CaseResource => ({ ...resource, type: `${resource.type}Patch` });
const rule = (
  host: unknown,
  path: unknown = "/",
  pathType: unknown = "Prefix",
  backend: unknown = { service: { name: "web", port: { number: 80 } } },
) => ({
  host,
  http: { paths: [{ path, pathType, backend }] },
});
const tls = (hosts: unknown, secretName: unknown = "web-tls") => [{ hosts, secretName }];
const secured = (more: Record<string, unknown> = {}) => ({
  ingressClassName: "nginx",
  tls: tls(["shop.example.com"]),
  rules: [rule("shop.example.com")],
  ...more,
});
const applicationGateway = secured({ ingressClassName: "azure-application-gateway" });
const annotated = (name: string, value: unknown, more: Record<string, unknown> = {}) => plain(secured(more), { [name]: value });
const atAnnotation = (name: string) => `metadata.annotations["${name}"]`;
const classOf = (ingressClassName: unknown, more: Record<string, unknown> = {}) => plain(secured({ ingressClassName, ...more }));
const configMap = (data: unknown, name = "ingress-nginx-controller"): CaseResource => ({
  type: "kubernetes:core/v1:ConfigMap",
  name,
  props: { metadata: { name, namespace: "ingress-nginx" }, data },
});
const istioServers = (...servers: unknown[]): CaseResource => ({
  type: "kubernetes:networking.istio.io/v1:Gateway",
  name: "edge",
  props: { metadata: { name: "edge", namespace: "aks-istio-ingress" }, spec: { selector: ADD_ON_PODS, servers } },
});
const server = (more: Record<string, unknown>) => ({
  port: { number: 443, name: "https", protocol: "HTTPS" },
  hosts: ["*"],
  tls: { mode: "SIMPLE", credentialName: "c", ...more },
});
const certManager = (kind: string, spec: unknown, name: unknown = "issuer"): CaseResource => ({
  type: `kubernetes:cert-manager.io/v1:${kind}`,
  name: kind,
  props: { metadata: { name }, spec },
});
const acme = (server: unknown) => ({ acme: { server, privateKeySecretRef: { name: "account" } } });
const PRODUCTION_ACME = "https://acme-v02.api.letsencrypt.org/directory";
const STAGING_ACME = "https://acme-staging-v02.api.letsencrypt.org/directory";
const ISSUER_NAME = "cert-manager.io/cluster-issuer";

const shopNamespace: CaseResource = { type: "kubernetes:core/v1:Namespace", name: "shop", props: { metadata: { name: "shop" } } };
const webService = (spec: Record<string, unknown> = {}, name: unknown = "web"): CaseResource => ({
  type: "kubernetes:core/v1:Service",
  name: "web-service",
  props: {
    metadata: { name, namespace: "shop" },
    spec: { selector: { app: "web" }, ports: [{ name: "http", port: 80, targetPort: "http" }], ...spec },
  },
});
const webPods = (labels: unknown = { app: "web" }, ports: unknown = [{ name: "http", containerPort: 8080 }]): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "web-pods",
  props: { metadata: { namespace: "shop" }, spec: { template: { metadata: { labels }, spec: { containers: [{ name: "web", ports }] } } } },
});
const helmRelease: CaseResource = { type: "kubernetes:helm.sh/v3:Release", name: "chart", props: { chart: "web", namespace: "shop" } };
const backendAt = (part: string) => `spec.rules[0].http.paths[0].backend.service.${part}`;

const PASSTHROUGH = `${NGINX}/ssl-passthrough`;

export const cases: Record<string, ControlCases> = {
  "ING-06": {
    passes: [
      [frontDoor, ingress(rules(ID))],
      // A value that a Patch omits is set by the route's owner.
      [frontDoor, patched(ingress(undefined), { metadata: { annotations: { "external-dns.alpha.kubernetes.io/ttl": "60" } } })],
      [frontDoor, patched(httpRoute(undefined), { metadata: { labels: { team: "x" } } })],
      [frontDoor, patched(gatewayRoute("TLSRoute", {}), { metadata: { labels: { team: "x" } } })],
      [frontDoor, patched(ingress(undefined), ingress(rules(ID)).props)],
      [frontDoor, ingress(rules(ID).replaceAll('"', '\\"'))],
      [frontDoor, ingress(undefined, { "nginx.ingress.kubernetes.io/permanent-redirect": "https://shop.example" })],
      { resources: [frontDoor, ingress(undefined)], config: { internalGateways: ["nginx"] } },
      {
        resources: [frontDoor, ingress(undefined, { "traefik.ingress.kubernetes.io/router.middlewares": "edge-fdid@kubernetescrd" })],
        config: { middlewares: ["edge-fdid@kubernetescrd"] },
      },
      { resources: [ingress(rules(ID))], config: { frontDoorId: ID.toUpperCase() } },
      // Each run with nginx 1.22 and ModSecurity 3: only a request with the id, and no missing or longer one, passes.
      ...[
        condition(`!= "${ID}"`),
        condition(`!= ${ID}`),
        condition(`!= '${ID}'`, "return 444;"),
        condition(`!= "${ID}"`, 'add_header X-Refused "1"; return 403 "no { here";'),
        condition(`!= "${ID}"`, "return 301 https://shop.example$request_uri;"),
        `# Front Door only; set nothing\nproxy_set_header X-Test "a;b";\n${condition(`!= "${ID}"`)}\nset $later 1;`,
        condition(`!~ "^${ID}$"`),
        condition(`!~ "^(${ID}|${ID})$"`),
        condition(`!~* "^${ID}$"`),
        `set $backend shop; ${condition(`!= "${ID}"`)}`,
        condition(`!= "${ID}"`, "set $refused 1; return 403;"),
      ].map((text) => [frontDoor, snippet(text)]),
      [frontDoor, snippet(condition(`!= "${ID}"`), `${NGINX}/server-snippet`)],
      [frontDoor, snippet(`${condition(`!= "${ID}"`)} location /docs { return 404; }`, `${NGINX}/server-snippet`)],
      [frontDoor, snippet(condition(`!= "${ID}"`), "nginx.org/location-snippets")],
      [frontDoor, snippet(condition(`!= "${ID}"`), "nginx.org/server-snippets")],
      [frontDoor, ingress(rules(ID).replace("msg:front-door-id-wrong", "msg:\\'Wrong Front Door ID\\'"))],
      [frontDoor, ingress("SecRuleEngine On", { [`${NGINX}/configuration-snippet`]: condition(`!= "${ID}"`) })],
      ...[`!@rx ^${ID}$`, `!^${ID}$`, `!@rx ^(?:${ID}|${ID})$`, `@rx ^(?!${ID}$).*$`, `@rx ^(?!${ID}$)`].map((operator) => [
        frontDoor,
        comparing(operator),
      ]),
      ...["@le 0", "@lt 1", "!@ge 1", "!@gt 0"].map((count) => [frontDoor, comparing(`!@streq ${ID}`, count)]),
      [
        frontDoor,
        ingress(
          [
            "SecRuleEngine On",
            ...rules(ID)
              .split("\n")
              .filter((line) => line.startsWith("SecRule "))
              .reverse(),
          ].join("\n"),
        ),
      ],
      // No Front Door in the stack: sound checks, and routes that may not need one (advice.spec.ts).
      [ingress(rules(ID))],
      { resources: [ingress(undefined), httpRoute([{ backendRefs }])], advised: ["spec"] },
      { resources: [contentDelivery, ingress(undefined)], advised: ["spec"] },
      { resources: [ingress(undefined)], config: { frontDoor: "required", internalGateways: ["nginx"] } },
      [
        frontDoor,
        httpRoute([
          { matches: [header(), { path: { value: "/cart" }, ...header({ name: "x-azure-fdid", type: undefined }) }], backendRefs },
        ]),
      ],
      [frontDoor, httpRoute([{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https" } }] }])],
      [frontDoor, httpRoute([{ backendRefs }], [{ kind: "Service", group: "", name: "catalog" }])],
      { resources: [frontDoor, httpRoute([{ backendRefs }])], config: { internalGateways: ["gateways/edge"] } },
      [frontDoor, virtualService([{ match: [exact()], route }])],
      [frontDoor, virtualService([{ match: [exact(), { gateways: ["mesh"] }], route }], ["edge", "mesh"], "v1beta1")],
      [frontDoor, httpRoute([{ backendRefs }], [{ kind: "ServiceEntry", group: "networking.istio.io", name: "partner" }])],
      // The master's snippets apply to the paths of its minions, which inherit location snippets where they have none.
      [frontDoor, master(serverSnippets()), mergeable("minion", {})],
      [frontDoor, master(serverSnippets()), mergeable("minion", locationSnippets("gzip on;"))],
      [frontDoor, master(locationSnippets()), mergeable("minion", {})],
      [frontDoor, master(serverSnippets()), mergeable("minion", serverSnippets("gzip on;"))],
      [frontDoor, mergeable("minion", locationSnippets())],
      ...["false", "F", "0", "on"].map((value) => [frontDoor, gateway, unchecked, dryRun(value)]),
      ...["0", "F", "on"].map((value) => [frontDoor, ingress(rules(ID), { [`${NGINX}/ssl-passthrough`]: value })]),
      // Routes that remove the header, or set it for their backend, compare nothing; no Front Door is in the stack.
      { resources: [virtualService([{ headers: { request: { remove: ["x-azure-fdid"] } }, route }])], advised: ["spec"] },
      {
        resources: [
          httpRoute([{ filters: [{ type: "RequestHeaderModifier", requestHeaderModifier: { remove: ["X-Azure-FDID"] } }], backendRefs }]),
        ],
        advised: ["spec"],
      },
      { resources: [snippet('proxy_set_header X-Azure-FDID "";')], advised: ["spec"] },
      { resources: [snippet("proxy_set_header X-Azure-FDID $http_x_azure_fdid;")], advised: ["spec"] },
      [frontDoor, virtualService([{ route }], null)],
      [frontDoor, virtualService([{ route }], ["mesh"])],
      [frontDoor, virtualService([{ redirect: { scheme: "https" } }, { match: [exact()], route }])],
      [frontDoor, httpRoute([{ backendRefs }], [{ kind: "Service", group: "", name: "catalog" }]), streams({ tcp: [{ route }] }, ["mesh"])],
      { resources: [frontDoor, httpRoute([{ backendRefs }], onSet)], config: { internalGateways: ["catalog/x"] } },
      { resources: [frontDoor, listenerSet(), httpRoute([{ backendRefs }], onSet)], config: { internalGateways: ["gateways/edge"] } },
      [frontDoor, listenerSet(), httpRoute([{ backendRefs }], onSet), gatewayDenial],
      [
        frontDoor,
        listenerSet("XListenerSet", "gateway.networking.x-k8s.io", "v1alpha1"),
        httpRoute([{ backendRefs }], [{ kind: "XListenerSet", group: "gateway.networking.x-k8s.io", name: "x" }]),
        gatewayDenial,
      ],
      [frontDoor, gatewayRoute("GRPCRoute", { rules: [{ matches: [{ method: { service: "shop" }, ...header() }], backendRefs }] })],
      [frontDoor, gatewayRoute("GRPCRoute", { rules: [{ backendRefs }], parentRefs: [{ kind: "Service", group: "", name: "catalog" }] })],
      { resources: [frontDoor, gatewayRoute("TLSRoute", { rules: [{ backendRefs }] })], config: { internalGateways: ["gateways/edge"] } },
      { resources: [frontDoor, streams({ tcp: [{ route }] })], config: { internalGateways: ["istio-ingress/gw"] } },
      // The gateways of a match restrict the route: HTTP through one gateway, a database through another.
      {
        resources: [
          frontDoor,
          streams(
            {
              http: [{ match: [exact(), { gateways: ["inside/db"] }], route }],
              tcp: [{ match: [{ gateways: ["inside/db", "mesh"] }], route }],
            },
            ["edge", "inside/db", "mesh"],
          ),
        ],
        config: { internalGateways: ["inside/db"] },
      },
      [frontDoor, gateway, unchecked, denial()],
      [frontDoor, gateway, unchecked, denial({}, {}, { to: [{ operation: { notPaths: ["/healthz/ready"] } }] })],
      [frontDoor, gateway, unchecked, denial({}, {}, { to: [{ operation: { notPaths: ["/healthz/{**}"] } }] })],
      [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }])],
      // Where Istio applies a policy: by name, by the labels of the pods that it creates, from the mesh's root namespace.
      ...[
        inNamespace("shop", toEdge()),
        inNamespace("shop", toEdge({ namespace: "shop" })),
        inNamespace("shop", {}),
        inNamespace("shop", selecting(NAMED_EDGE)),
        inNamespace("shop", selecting({ ...NAMED_EDGE, "gateway.networking.k8s.io/gateway-class-name": "istio" })),
        inNamespace("istio-system", selecting(NAMED_EDGE)),
        inNamespace("aks-istio-system", {}),
      ].map((policy) => [frontDoor, kubernetesGateway(), shopRoute, policy]),
      [
        frontDoor,
        kubernetesGateway({ infrastructure: { labels: { tier: "edge" } } }),
        shopRoute,
        inNamespace("shop", selecting({ tier: "edge" })),
      ],
      [frontDoor, kubernetesGateway({}, { labels: { tier: "edge" } }), shopRoute, inNamespace("shop", selecting({ tier: "edge" }))],
      [frontDoor, kubernetesGateway(address(ADD_ON_SERVICE)), shopRoute, inNamespace("aks-istio-ingress", selecting(ADD_ON_PODS))],
      [frontDoor, kubernetesGateway(address("gw.ingress.svc")), shopRoute, inNamespace("ingress", {})],
      [frontDoor, kubernetesGateway(address("10.0.0.4", "IPAddress")), shopRoute, inNamespace("shop", toEdge())],
      [
        frontDoor,
        gatewayClass("istio.io/gateway-controller"),
        kubernetesGateway({ gatewayClassName: "public" }),
        shopRoute,
        inNamespace("shop", toEdge()),
      ],
      // A Patch that sets what decides; one in another namespace changes nothing at this gateway.
      [frontDoor, gateway, unchecked, policyPatch(denial())],
      [frontDoor, kubernetesGateway(), shopRoute, policyPatch(inNamespace("shop", toEdge()))],
      [
        frontDoor,
        kubernetesGateway(),
        shopRoute,
        inNamespace("shop", { action: "ALLOW", rules: [{ when: [ON_ID] }], ...toEdge() }),
        patched(inNamespace("other", {}), { metadata: { name: "other", namespace: "other", labels: { team: "x" } } }),
      ],
      [frontDoor, kubernetesGateway(addresses("a.ingress.svc", "b.ingress.svc")), shopRoute, inNamespace("ingress", {})],
      // Other status codes, a server block's condition, which runs before any location, and another controller's snippet.
      [frontDoor, withErrors("404,503")],
      [frontDoor, withErrors("403", "return 444;")],
      [frontDoor, withErrors("403", undefined, `${NGINX}/server-snippet`)],
      [frontDoor, withErrors("403", undefined, "nginx.org/location-snippets")],
      // A gateway of another stack: its name, and everything in its namespace.
      [frontDoor, shopRoute, inNamespace("shop", toEdge())],
      [frontDoor, shopRoute, inNamespace("shop", selecting(NAMED_EDGE))],
      [frontDoor, shopRoute, inNamespace("shop", {})],
      [frontDoor, unchecked, inNamespace("istio-system", {})],
      [frontDoor, customGateway, unchecked, inNamespace("istio-system", selecting({ istio: "custom" }))],
      ...[{}, { selector: {} }].map((spec) => [frontDoor, ordinaryGateway(spec), unchecked, inNamespace("istio-system", {})]),
      [frontDoor, customGateway, gatewayPods("entry"), unchecked, inNamespace("entry", selecting({ istio: "custom" }))],
      { resources: [frontDoor, unchecked], config: { checkingGateways: ["catalog/edge"] } },
      { resources: [frontDoor, ingress(undefined)], config: { checkingGateways: ["nginx"] } },
      // All conditions of a rule must hold; a policy for other pods, and one that allows nothing, allow no additional request.
      [
        frontDoor,
        gateway,
        unchecked,
        allowance([{ when: [ON_ID, { key: "request.headers[x-shop]", values: ["*"] }] }], { action: undefined }),
        allowance([{}], { selector: { matchLabels: { istio: "egress" } } }, "egress"),
        allowance([], {}, "nothing"),
      ],
      [
        frontDoor,
        httpRoute([{ backendRefs }], [{ name: "edge" }]),
        {
          ...denial({ selector: undefined, targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }] }),
          props: {
            metadata: { namespace: "catalog" },
            spec: {
              action: "DENY",
              targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }],
              rules: [{ when: [{ key: "request.headers[X-Azure-FDID]", notValues: [ID] }] }],
            },
          },
        },
      ],
    ],
    fails: [
      // The stack does not contain the pods of an Istio gateway: no namespace but the mesh's root is known to be theirs.
      ...[{ selector: { istio: "custom" } }, { selector: {} }, {}].flatMap((spec) =>
        [
          inNamespace("catalog", {}),
          inNamespace("catalog", selecting({ istio: "custom" })),
          inNamespace("istio-ingress", {}),
          inNamespace("istio-ingress", selecting({ istio: "custom" })),
        ].map((policy) => ({ resources: [frontDoor, ordinaryGateway(spec), unchecked, policy], at: [AT_MATCH] })),
      ),
      ...["true", "1", "T"].map((value) => ({ resources: [frontDoor, gateway, unchecked, dryRun(value)], at: [AT_MATCH] })),
      { resources: [frontDoor, mergeable("minion", serverSnippets())], at: [SNIPPET] },
      { resources: [frontDoor, mergeable(UNKNOWN, {})], at: [SNIPPET] },
      { resources: [frontDoor, master(serverSnippets(), "docs.shop.example"), mergeable("minion", {})], at: [SNIPPET] },
      {
        resources: [frontDoor, master(serverSnippets(condition(`~ "${ID}"`))), mergeable("minion", {})],
        at: ['metadata.annotations["nginx.org/server-snippets"]', SNIPPET],
      },
      { resources: [frontDoor, master(locationSnippets()), mergeable("minion", locationSnippets("gzip on;"))], at: [SNIPPET] },
      {
        resources: [
          frontDoor,
          ingress(rules(ID), { "kubernetes.io/ingress.class": "azure/application-gateway" }, { ingressClassName: undefined }),
        ],
        at: [SNIPPET],
      },
      ...["1", "T", "True"].map((value) => ({
        resources: [frontDoor, ingress(rules(ID), { [`${NGINX}/ssl-passthrough`]: value })],
        at: [`metadata.annotations["${NGINX}/ssl-passthrough"]`],
      })),
      { resources: [frontDoor, ingress(rules(ID), { [ENGINE]: "F" })], at: [`metadata.annotations["${ENGINE}"]`] },
      // Comparisons that are not sound; no Front Door is in the stack.
      { resources: [virtualService([{ match: [{ withoutHeaders: { "x-azure-fdid": { exact: ID } } }], route }])], at: [AT_MATCH] },
      { resources: [virtualService([{ match: [{ headers: { "X-Azure-FDID": { prefix: ID } } }], route }])], at: [AT_MATCH] },
      {
        resources: [httpRoute([{ matches: [header({ type: "RegularExpression" })], backendRefs }])],
        at: ["spec.rules[0].matches[0].headers"],
      },
      { resources: [snippet(condition(`~ "${ID}"`))], at: [configuration] },
      // Where Istio does not apply a policy: another namespace, other pods, no such target.
      ...[
        inNamespace("other", selecting(ADD_ON_PODS)),
        inNamespace("aks-istio-ingress", selecting(ADD_ON_PODS)),
        inNamespace("aks-istio-ingress", {}),
        inNamespace("shop", selecting(ADD_ON_PODS)),
        inNamespace("shop", selecting({ ...NAMED_EDGE, ...ADD_ON_PODS })),
        inNamespace("shop", selecting({ "gateway.networking.k8s.io/gateway-name": "other" })),
        inNamespace("shop", selecting({ "istio.io/gateway-name": "edge" })),
        inNamespace("istio-system", selecting(ADD_ON_PODS)),
        inNamespace("istio-system", toEdge()),
        inNamespace("other", toEdge()),
        inNamespace("other", toEdge({ namespace: "shop" })),
        inNamespace("shop", toEdge({ name: "other" })),
        inNamespace("shop", toEdge({ group: undefined })),
        inNamespace("shop", { targetRefs: [{ group: "", kind: "Service", name: "edge-istio" }] }),
      ].flatMap((policy) => [
        { resources: [frontDoor, kubernetesGateway(), shopRoute, policy], at: ["spec.rules[0].matches"] },
        { resources: [frontDoor, shopRoute, policy], at: ["spec.rules[0].matches"] },
      ]),
      {
        resources: [
          frontDoor,
          kubernetesGateway({ infrastructure: { labels: {} } }, { labels: ADD_ON_PODS }),
          shopRoute,
          inNamespace("shop", selecting(ADD_ON_PODS)),
        ],
        at: ["spec.rules[0].matches"],
      },
      ...["azure-alb-external", "nginx"].map((gatewayClassName) => ({
        resources: [frontDoor, kubernetesGateway({ gatewayClassName }), shopRoute, inNamespace("shop", toEdge())],
        at: ["spec.rules[0].matches"],
      })),
      {
        resources: [
          frontDoor,
          gatewayClass("gateway.envoyproxy.io/gatewayclass-controller"),
          kubernetesGateway({ gatewayClassName: "public" }),
          shopRoute,
          inNamespace("shop", toEdge()),
        ],
        at: ["spec.rules[0].matches"],
      },
      // Pods of a Service that Istio did not create have no name label.
      ...[inNamespace("shop", toEdge()), inNamespace("shop", selecting(ADD_ON_PODS))].map((policy) => ({
        resources: [frontDoor, kubernetesGateway(address(ADD_ON_SERVICE)), shopRoute, policy],
        at: ["spec.rules[0].matches"],
      })),
      ...[
        inNamespace("catalog", selecting(ADD_ON_PODS)),
        inNamespace("istio-system", selecting(ADD_ON_PODS)),
        inNamespace("istio-ingress", selecting(ADD_ON_PODS)),
        inNamespace("aks-istio-ingress", selecting({ istio: "aks-istio-ingressgateway-external" })),
        inNamespace("catalog", toEdge()),
      ].map((policy) => ({ resources: [frontDoor, gateway, unchecked, policy], at: [AT_MATCH] })),
      {
        resources: [frontDoor, customGateway, unchecked, inNamespace("aks-istio-ingress", selecting({ istio: "custom" }))],
        at: [AT_MATCH],
      },
      {
        resources: [frontDoor, customGateway, gatewayPods("entry"), unchecked, inNamespace("catalog", selecting({ istio: "custom" }))],
        at: [AT_MATCH],
      },
      // Which pods an Istio gateway of another stack selects, only that stack shows.
      { resources: [frontDoor, unchecked, allowance([{ when: [ON_ID] }])], at: [AT_MATCH] },
      { resources: [frontDoor, unchecked], config: { checkingGateways: ["catalog/other"] }, at: [AT_MATCH] },
      // A value that a Patch sets is evaluated.
      { resources: [frontDoor, patched(ingress(undefined), ingress("SecRuleEngine On").props)], at: [SNIPPET] },
      {
        resources: [frontDoor, patched(httpRoute(undefined), { spec: { parentRefs: [{ name: "edge" }], rules: [{ backendRefs }] } })],
        at: ["spec.rules[0].matches"],
      },
      { resources: [frontDoor, ingress(undefined)], at: [SNIPPET] },
      { resources: [frontDoor, ingress(published)], at: [SNIPPET] },
      ...[
        condition(`~* "${ID}"`),
        condition(`!~* "${ID}"`),
        condition(`!~ "^${ID}"`),
        condition(`!~* "^${ID}"`),
        condition(`!~ "^(${ID}|)$"`),
        `set $HTTP_X_AZURE_FDID ${ID}; ${condition(`!= "${ID}"`)}`,
        `${"a { ".repeat(20_000)}${condition(`!= "${ID}"`)}`,
        `${"a { ".repeat(20_000)}${condition(`!= "${ID}"`)}${"} ".repeat(20_000)}`,
        condition(`!~ "^${ID}|x$"`),
        condition(`= "${ID}"`),
        condition('!= "0a1b2c3d"'),
        condition('!= ""'),
        condition(`!= "${ID}"`, "set $refused 1;"),
        condition(`!= "${ID}"`, "return 200;"),
        condition(`!= "${ID}"`, "break; return 403;"),
        `if ($http_x_azure_fdid!="${ID}") { return 403; }`,
        `set $http_x_azure_fdid ${ID}; ${condition(`!= "${ID}"`)}`,
        `break; ${condition(`!= "${ID}"`)}`,
        `if ($request_uri = /open) { break; } ${condition(`!= "${ID}"`)}`,
        `rewrite ^ /x break; ${condition(`!= "${ID}"`)}`,
        `error_page 403 = /open; ${condition(`!= "${ID}"`)}`,
        `${condition(`!= "${ID}"`)} location /open { proxy_pass http://x; }`,
        `location /only { ${condition(`!= "${ID}"`)} }`,
        `# ${condition(`!= "${ID}"`)}`,
        condition(`!= "${ID}"`).replace("}", ""),
        condition(`!= "${ID}`),
      ].map((text) => ({ resources: [frontDoor, snippet(text)], at: [configuration] })),
      { resources: [frontDoor, snippet(condition(`!= "${ID}"`))], config: { frontDoorId: OTHER_ID }, at: [configuration] },
      { resources: [frontDoor, ingress(undefined, { [`${NGINX}/configuration-snippet`]: "gzip on;" })], at: [SNIPPET] },
      {
        resources: [frontDoor, ingress(rules(ID), { [`${NGINX}/ssl-passthrough`]: "true" })],
        at: [`metadata.annotations["${NGINX}/ssl-passthrough"]`],
      },
      ...[
        `!@rx ^${ID}`,
        `!@rx ${ID}$`,
        `!@rx ^${ID}|x$`,
        `!@rx ^(${ID}|)$`,
        `!@within ${ID} x`,
        `!@eq ${ID}`,
        `!@contains ${ID}`,
        `@rx ^(?!${ID}).*$`,
      ].map((operator) => ({
        resources: [frontDoor, comparing(operator)],
        at: [SNIPPET],
      })),
      // No Front Door in the stack, but signs of one.
      { resources: [ingress(undefined)], config: { frontDoor: "required" }, at: [SNIPPET] },
      {
        resources: [{ type: "azure-native:cdn:AFDOrigin", name: "origin", props: { hostName: "shop.example" } }, ingress(undefined)],
        at: [SNIPPET],
      },
      { resources: [ingress(published), httpRoute([{ backendRefs }])], at: [SNIPPET] },
      { resources: [ingress(published)], config: { frontDoor: "none" }, at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replace("SecRuleEngine On", "SecRuleEngine DetectionOnly"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replace(/^SecRule &.*$/m, ""))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules("0a1b2c3d"))], at: [SNIPPET] },
      // ingress-nginx writes it between single quotes.
      { resources: [frontDoor, ingress(rules(ID).replace("msg:front-door-id-wrong", "msg:'Wrong Front Door ID'"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replace("of this environment", "that isn't another one"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(""))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replaceAll("deny", "pass"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replace("!@streq", "!@beginsWith"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(`${rules(ID)}SecRuleRemoveById 107`)], at: [SNIPPET] },
      { resources: [frontDoor, ingress(`SecRule REMOTE_ADDR "@ipMatch 10.0.0.0/8" "id:1,phase:1,allow"\n${rules(ID)}`)], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(OTHER_ID))], config: { frontDoorId: ID }, at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replace("id:106,phase:1", "id:106,phase:5"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replace("id:107,phase:1", "id:107,phase:logging"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(rules(ID).replaceAll("phase:1", "phase:3"))], at: [SNIPPET] },
      { resources: [frontDoor, ingress(undefined, { [REDIRECT]: "" })], at: [SNIPPET] },
      {
        resources: [frontDoor, ingress(undefined, { [REDIRECT]: "https://shop.example" }, { ingressClassName: "traefik" })],
        at: [SNIPPET],
      },
      { resources: [frontDoor, ingress(rules(ID), {}, { ingressClassName: "azure-application-gateway" })], at: [SNIPPET] },
      {
        resources: [frontDoor, ingress(rules(ID), { "kubernetes.io/ingress.class": "public-traefik" }, { ingressClassName: undefined })],
        at: [SNIPPET],
      },
      { resources: [frontDoor, ingress(undefined, {}, { ingressClassName: UNKNOWN })], at: [SNIPPET] },
      {
        resources: [frontDoor, ingress(rules(ID), { "nginx.ingress.kubernetes.io/enable-modsecurity": "false" })],
        at: ['metadata.annotations["nginx.ingress.kubernetes.io/enable-modsecurity"]'],
      },
      { resources: [frontDoor, httpRoute([{ backendRefs }])], at: ["spec.rules[0].matches"] },
      { resources: [frontDoor, httpRoute(undefined)], at: ["spec.rules"] },
      {
        resources: [
          frontDoor,
          httpRoute([
            { matches: [header()], backendRefs },
            { matches: [header(), { path: { value: "/" } }], backendRefs },
          ]),
        ],
        at: ["spec.rules[1].matches[1].headers"],
      },
      {
        resources: [frontDoor, httpRoute([{ matches: [header({ type: "RegularExpression", value: `^${ID}` })], backendRefs }])],
        at: ["spec.rules[0].matches[0].headers"],
      },
      { resources: [frontDoor, httpRoute([{ backendRefs }], onSet)], at: ["spec.rules[0].matches"] },
      { resources: [frontDoor, httpRoute([{ backendRefs }], onSet), gatewayDenial], at: ["spec.rules[0].matches"] },
      { resources: [frontDoor, listenerSet(), httpRoute([{ backendRefs }], onSet)], at: ["spec.rules[0].matches"] },
      { resources: [frontDoor, gatewayRoute("GRPCRoute", { rules: [{ backendRefs }] })], at: ["spec.rules[0].matches"] },
      {
        resources: [frontDoor, gatewayRoute("GRPCRoute", { rules: [{ matches: [{ method: { service: "shop" } }], backendRefs }] })],
        at: ["spec.rules[0].matches[0].headers"],
      },
      { resources: [frontDoor, gatewayRoute("TLSRoute", { rules: [{ backendRefs }] })], at: ["spec.rules"] },
      { resources: [frontDoor, gatewayRoute("TCPRoute", { rules: [{ backendRefs }] }), gatewayDenial], at: ["spec.rules"] },
      { resources: [frontDoor, streams({ tcp: [{ route }] })], at: ["spec.tcp"] },
      { resources: [frontDoor, streams({ tls: [{ match: [{ port: 443, sniHosts: ["shop.example"] }], route }] })], at: ["spec.tls"] },
      {
        resources: [
          frontDoor,
          gateway,
          denial(),
          streams({ http: [{ route }], tcp: [{ match: [{ gateways: ["mesh"] }, { gateways: ["edge"] }], route }] }, ["edge", "mesh"]),
        ],
        at: ["spec.tcp"],
      },
      { resources: [frontDoor, virtualService([{ route }])], at: ["spec.http[0].match"] },
      { resources: [frontDoor, unchecked], at: [AT_MATCH] },
      { resources: [frontDoor, virtualService([{ match: [{ headers: { "x-azure-fdid": { prefix: ID } } }], route }])], at: [AT_MATCH] },
      { resources: [frontDoor, virtualService([{ match: [exact()], route }])], config: { frontDoorId: OTHER_ID }, at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, denial({ action: "ALLOW" })], at: [AT_MATCH] },
      {
        resources: [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }, { to: [{ operation: { paths: ["/"] } }] }])],
        at: [AT_MATCH],
      },
      { resources: [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }]), allowance([{}], {}, "open")], at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, allowance([{ when: [{ ...ON_ID, values: [ID, "*"] }] }])], at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }], { action: "AUDIT" })], at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, denial({}, { notValues: ["*"] })], at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, denial({}, {}, { from: [{ source: { ipBlocks: ["10.0.0.0/8"] } }] })], at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, denial({ selector: { matchLabels: { istio: "egress" } } })], at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, denial({}, {}, { to: [{ operation: { hosts: ["other.example"] } }] })], at: [AT_MATCH] },
      // A rule that excludes every path denies nothing.
      ...[["/{**}"], ["*"], ["/*"], ["/healthz", "/{**}"], [UNKNOWN, "/{**}"]].map((notPaths) => ({
        resources: [frontDoor, gateway, unchecked, denial({}, {}, { to: [{ operation: { notPaths } }] })],
        at: [AT_MATCH],
      })),
      // What a Patch of a policy in another namespace leaves out cannot bring it to this gateway.
      {
        resources: [frontDoor, kubernetesGateway(), shopRoute, policyPatch(inNamespace("other", {}))],
        at: ["spec.rules[0].matches"],
      },
      {
        resources: [frontDoor, kubernetesGateway(addresses("a.ingress.svc", "b.second.svc")), shopRoute, inNamespace("shop", {})],
        at: ["spec.rules[0].matches"],
      },
      // ingress-nginx answers these codes of a location from the default backend.
      ...["403", "404, 403"].map((codes) => ({
        resources: [frontDoor, withErrors(codes)],
        at: [`metadata.annotations["${CUSTOM_ERRORS}"]`],
      })),
    ],
    notApplicable: [
      [frontDoor],
      ...[
        virtualService([{ headers: { request: { remove: ["x-azure-fdid"] } }, route }]),
        httpRoute([{ filters: [{ type: "RequestHeaderModifier", requestHeaderModifier: { remove: ["X-Azure-FDID"] } }], backendRefs }]),
        snippet('proxy_set_header X-Azure-FDID "";'),
      ].map((one) => ({ resources: [one], config: { frontDoor: "none" } })),
      { resources: [ingress(undefined)], config: { frontDoor: "none" } },
    ],
    undecided: [
      // Whose implementation a class of another name is, only the cluster shows.
      { resources: [frontDoor, kubernetesGateway(GATEWAY_CLASS), shopRoute, inNamespace("shop", toEdge())], at: ["spec"] },
      { resources: [frontDoor, gateway, unchecked, dryRun(UNKNOWN)], at: ["spec"] },
      // Pods of one gateway in two namespaces, of which the policy covers one.
      {
        resources: [
          frontDoor,
          customGateway,
          gatewayPods("entry"),
          { ...gatewayPods("second"), name: "second" },
          unchecked,
          inNamespace("entry", {}),
        ],
        at: ["spec"],
      },
      { resources: [frontDoor, master(serverSnippets(), UNKNOWN), mergeable("minion", {})], at: ["spec.rules[0].host"] },
      { resources: [frontDoor, mergeable(UNKNOWN, serverSnippets())], at: ['metadata.annotations["nginx.org/mergeable-ingress-type"]'] },
      {
        resources: [frontDoor, master(serverSnippets()), mergeable(UNKNOWN, {})],
        at: ['metadata.annotations["nginx.org/mergeable-ingress-type"]'],
      },
      { resources: [frontDoor, ingress(UNKNOWN)], at: [SNIPPET] },
      { resources: [frontDoor, snippet(UNKNOWN)], at: [configuration] },
      {
        resources: [frontDoor, ingress(rules(ID), { [`${NGINX}/ssl-passthrough`]: UNKNOWN })],
        at: [`metadata.annotations["${NGINX}/ssl-passthrough"]`],
      },
      { resources: [frontDoor, unknownMetadata({ namespace: "catalog", annotations: UNKNOWN })], at: [SNIPPET] },
      { resources: [frontDoor, unknownMetadata(UNKNOWN)], at: ["metadata"] },
      { resources: [frontDoor, ingress(undefined, { [REDIRECT]: UNKNOWN })], at: [`metadata.annotations["${REDIRECT}"]`] },
      { resources: [frontDoor, ingress(rules(ID), { [ENGINE]: UNKNOWN })], at: [`metadata.annotations["${ENGINE}"]`] },
      { resources: [frontDoor, ingress(rules(ID), {}, { ingressClassName: UNKNOWN })], at: ["spec.ingressClassName"] },
      {
        resources: [frontDoor, ingress(undefined, { [MIDDLEWARES]: UNKNOWN })],
        config: { middlewares: ["edge-fdid@kubernetescrd"] },
        at: [`metadata.annotations["${MIDDLEWARES}"]`],
      },
      {
        resources: [frontDoor, httpRoute([{ matches: [header({ value: UNKNOWN })], backendRefs }])],
        at: ["spec.rules[0].matches[0].headers"],
      },
      ...[{ name: UNKNOWN }, { type: UNKNOWN }].map((more) => ({
        resources: [frontDoor, httpRoute([{ matches: [header(more)], backendRefs }])],
        at: ["spec.rules[0].matches[0].headers"],
      })),
      { resources: [frontDoor, httpRoute([{ filters: UNKNOWN }])], at: ["spec.rules[0].filters"] },
      { resources: [frontDoor, httpRoute([{ filters: [{ type: UNKNOWN }] }])], at: ["spec.rules[0].filters"] },
      { resources: [frontDoor, httpRoute([{ backendRefs }], [{ kind: UNKNOWN, name: "catalog" }])], at: ["spec.parentRefs"] },
      {
        resources: [
          frontDoor,
          { ...listenerSet(), props: { ...listenerSet().props, metadata: { name: UNKNOWN, namespace: "catalog" } } },
          httpRoute([{ backendRefs }], onSet),
          gatewayDenial,
        ],
        at: ["spec"],
      },
      // What decides where a policy applies, while it is not known yet.
      ...[
        kubernetesGateway({ gatewayClassName: UNKNOWN }, { labels: { tier: "edge" } }),
        kubernetesGateway({ infrastructure: UNKNOWN }),
        kubernetesGateway({}, { labels: UNKNOWN }),
        kubernetesGateway({}, { name: UNKNOWN, labels: { tier: "edge" } }),
        kubernetesGateway({ addresses: UNKNOWN }, { labels: { tier: "edge" } }),
      ].map((one) => ({ resources: [frontDoor, one, shopRoute, inNamespace("shop", selecting({ tier: "edge" }))], at: ["spec"] })),
      {
        resources: [frontDoor, { ...gateway, props: { ...gateway.props, spec: { selector: { istio: UNKNOWN } } } }, unchecked, denial()],
        at: ["spec"],
      },
      {
        resources: [frontDoor, virtualService([{ route }], UNKNOWN)],
        config: { checkingGateways: ["catalog/edge"] },
        at: ["spec.gateways"],
      },
      {
        resources: [frontDoor, ingress(undefined, {}, { ingressClassName: UNKNOWN })],
        config: { checkingGateways: ["x"] },
        at: ["spec.ingressClassName"],
      },
      { resources: [{ ...contentDelivery, props: { sku: { name: UNKNOWN } } }, ingress(undefined)], at: ["sku.name"] },
      { resources: [frontDoor, virtualService([{ match: [exact(UNKNOWN)], route }])], at: [AT_MATCH] },
      { resources: [frontDoor, gateway, unchecked, denial({}, { notValues: [UNKNOWN] })], at: ["spec"] },
      ...[{ action: UNKNOWN }, { targetRefs: UNKNOWN }, { rules: UNKNOWN }, { rules: [UNKNOWN] }, { rules: [{ when: UNKNOWN }] }].map(
        (more) => ({
          resources: [frontDoor, gateway, unchecked, denial(more)],
          at: ["spec"],
        }),
      ),
      { resources: [frontDoor, gateway, unchecked, { ...denial(), props: { ...denial().props, spec: UNKNOWN } }], at: ["spec"] },
      { resources: [frontDoor, gateway, unchecked, denial({}, { key: UNKNOWN })], at: ["spec"] },
      { resources: [frontDoor, gateway, unchecked, denial({}, {}, { to: [UNKNOWN] })], at: ["spec"] },
      {
        resources: [frontDoor, gateway, unchecked, denial({}, {}, { to: [{ operation: { notPaths: ["/healthz", UNKNOWN] } }] })],
        at: ["spec"],
      },
      // What a Patch leaves out is not known: its selector, its action, its rules.
      ...[WITHOUT_SELECTOR, { selector: {} }, { action: undefined }, { rules: undefined }].map((more) => ({
        resources: [frontDoor, gateway, unchecked, policyPatch(denial(more))],
        at: ["spec"],
      })),
      {
        resources: [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }]), policyPatch(allowance(undefined, WITHOUT_SELECTOR))],
        at: ["spec"],
      },
      // The pods of two Services, of which the policy covers one.
      ...[
        addresses("a.ingress.svc", "b.second.svc"),
        addresses("b.second.svc", "a.ingress.svc"),
        { addresses: [...addresses("a.ingress.svc").addresses, { type: UNKNOWN, value: "b" }] },
      ].map((spec) => ({ resources: [frontDoor, kubernetesGateway(spec), shopRoute, inNamespace("ingress", {})], at: ["spec"] })),
      { resources: [frontDoor, withErrors(UNKNOWN)], at: [`metadata.annotations["${CUSTOM_ERRORS}"]`] },
      { resources: [frontDoor, gateway, unchecked, allowance([{ when: [{ ...ON_ID, values: [UNKNOWN] }] }])], at: ["spec"] },
      { resources: [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }]), allowance(UNKNOWN, {}, "second")], at: ["spec"] },
      // Whether the second policy applies to the pods of a gateway in another stack is unknown.
      {
        resources: [
          frontDoor,
          shopRoute,
          inNamespace("shop", { action: "ALLOW", rules: [{ when: [ON_ID] }], ...toEdge() }),
          inNamespace("shop", { action: "ALLOW", rules: [{}], ...selecting({ app: "x" }) }, "second"),
        ],
        at: ["spec"],
      },
      {
        resources: [frontDoor, ingress(undefined, {}, { ingressClassName: UNKNOWN })],
        config: { internalGateways: ["nginx-internal"] },
        at: ["spec.ingressClassName"],
      },
      { resources: [frontDoor, virtualService([{ route }], UNKNOWN)], at: ["spec.gateways"] },
      { resources: [frontDoor, streams({ tcp: [{ route }] }, [UNKNOWN])], at: ["spec.gateways"] },
      { resources: [frontDoor, streams({ tls: UNKNOWN })], at: ["spec.tls"] },
      {
        resources: [frontDoor, httpRoute([{ backendRefs }], [{ name: "edge", namespace: UNKNOWN }])],
        config: { internalGateways: ["gateways/edge"] },
        at: ["spec.parentRefs"],
      },
      {
        resources: [frontDoor, httpRoute([{ backendRefs }], [{ name: UNKNOWN, namespace: "gateways" }]), gatewayDenial],
        at: ["spec"],
      },
      {
        resources: [
          frontDoor,
          { type: "kubernetes:core/v1:Namespace", name: "home", props: { metadata: { name: UNKNOWN } } },
          {
            ...virtualService([{ route }]),
            props: { ...virtualService([{ route }]).props, metadata: { namespace: UNKNOWN } },
            sources: { metadata: ["home"] },
          },
        ],
        config: { internalGateways: ["catalog/edge"] },
        at: ["spec.gateways"],
      },
    ],
  },
  "ING-01": {
    passes: [
      [plain(secured())],
      [plain({ tls: tls(["*.example.com"]), rules: [rule("shop.example.com"), rule("SHOP2.example.com")] })],
      [plain({ tls: [{ secretName: "web-tls" }], rules: [rule("shop.example.com"), rule(undefined)] })],
      [plain({ tls: tls(["shop.example.com"]), rules: [rule(undefined)] })],
      // Another Ingress of the class has the certificate of the host.
      [plain(secured(), {}, "hosts"), plain({ ingressClassName: "nginx", rules: [rule("shop.example.com", "/api")] })],
      [asPatch(plain({ rules: [rule("shop.example.com")] }))],
      [annotated(PASSTHROUGH, "true", { tls: undefined })],
      [
        annotated("appgw.ingress.kubernetes.io/appgw-ssl-certificate", "shop", {
          ingressClassName: "azure-application-gateway",
          tls: undefined,
        }),
      ],
      [annotated("traefik.ingress.kubernetes.io/router.tls", "true", { ingressClassName: "traefik", tls: undefined })],
      [classOf("azure-application-gateway", { tls: tls(["SHOP.example.com"]) })],
      [classOf("azure-application-gateway", { tls: [{ secretName: UNKNOWN }] })],
      { resources: [classOf("internal", { tls: undefined })], config: { tlsTerminatedElsewhere: ["internal"] } },
    ],
    fails: [
      { resources: [plain({ rules: [rule("shop.example.com")] })], at: ["spec.tls"] },
      { resources: [plain({ tls: [], rules: [rule("shop.example.com")] })], at: ["spec.tls"] },
      {
        resources: [plain({ tls: tls(["shop.example.com"]), rules: [rule("shop.example.com"), rule("api.example.com")] })],
        at: ["spec.tls"],
      },
      // A wildcard covers one label, not several, and not the domain itself.
      { resources: [plain({ tls: tls(["*.example.com"]), rules: [rule("a.b.example.com")] })], at: ["spec.tls"] },
      { resources: [plain({ tls: tls(["*.example.com"]), rules: [rule("example.com")] })], at: ["spec.tls"] },
      { resources: [plain({ rules: [rule(undefined)] })], at: ["spec.tls"] },
      { resources: [plain({ defaultBackend: { service: { name: "web", port: { number: 80 } } } })], at: ["spec.tls"] },
      // A certificate of another controller.
      { resources: [plain(secured({ ingressClassName: "internal" }), {}, "hosts"), plain(secured({ tls: undefined }))], at: ["spec.tls"] },
      { resources: [annotated(PASSTHROUGH, "false", { tls: undefined })], at: ["spec.tls"] },
      // Application Gateway: a listener for plain HTTP, unless this Ingress has a certificate of exactly this host.
      { resources: [plain(applicationGateway, {}, "hosts"), plain({ ...applicationGateway, tls: undefined })], at: ["spec.tls"] },
      { resources: [classOf("azure/application-gateway", { tls: tls(["*.example.com"]) })], at: ["spec.tls"] },
      { resources: [classOf("azure-application-gateway", { rules: [rule(undefined)] })], at: ["spec.tls"] },
      // A known violation beside an unknown host.
      { resources: [plain(secured({ rules: [rule("other.example.com"), rule(UNKNOWN)] }))], at: ["spec.tls"] },
    ],
    notApplicable: [[frontDoor]],
    undecided: [
      { resources: [plain(secured({ tls: UNKNOWN }))], at: ["spec.tls"] },
      { resources: [plain(secured({ rules: [rule(UNKNOWN)] }))], at: ["spec.rules"] },
      { resources: [plain(secured({ tls: tls([UNKNOWN]) }))], at: ["spec.rules"] },
      ...[tls([UNKNOWN]), tls(UNKNOWN), [UNKNOWN]].map((unknown) => ({
        resources: [classOf("azure-application-gateway", { tls: unknown })],
        at: ["spec.rules"],
      })),
      { resources: [plain({ rules: [rule("shop.example.com")] }, UNKNOWN)], at: ["spec.rules"] },
      { resources: [annotated(PASSTHROUGH, UNKNOWN, { tls: undefined })], at: ["metadata.annotations"] },
      { resources: [classOf(UNKNOWN, { tls: undefined })], config: { tlsTerminatedElsewhere: ["internal"] }, at: ["spec.rules"] },
    ],
  },
  "ING-02": {
    passes: [
      [plain(secured())],
      [annotated(`${NGINX}/ssl-redirect`, "true")],
      [plain(secured(), { [`${NGINX}/ssl-redirect`]: "false", [`${NGINX}/force-ssl-redirect`]: "true" })],
      [annotated(`${NGINX}/force-ssl-redirect`, "false")],
      [classOf("traefik")],
      [annotated("appgw.ingress.kubernetes.io/ssl-redirect", "true", { ingressClassName: "azure-application-gateway" })],
      // Application Gateway listens for HTTP only where it redirects, or where a host has no certificate, which is ING-01's.
      [classOf("azure-application-gateway")],
      [annotated("appgw.ingress.kubernetes.io/ssl-redirect", "false", { ingressClassName: undefined })],
      [annotated(`${NGINX}/ssl-redirect`, "false", { ingressClassName: "azure-application-gateway" })],
      [classOf("azure-application-gateway", { tls: undefined })],
      [plainServer("HTTPS", { mode: "SIMPLE", credentialName: "web" })],
      [plainServer("HTTP", { httpsRedirect: true })],
      [plainServer("TLS", { mode: "PASSTHROUGH" })],
      // Gateway API: the routes of a listener for plain HTTP redirect.
      [twoListeners(), atListener({ sectionName: "https" }), { ...atListener({ sectionName: "http" }, [toHttps]), name: "redirect" }],
      [twoListeners(), atListener({ port: 443 })],
      [twoListeners({ protocol: "HBONE" }), atListener()],
      [twoListeners({ hostname: "other.example.com" }), atListener({}, [{ backendRefs }], ["shop.example.com"])],
      // In another namespace, which the listener does not admit; of the mesh; of a gateway of another stack.
      [twoListeners({}, { namespace: "gateways" }), atListener({ namespace: "gateways" })],
      [twoListeners({ allowedRoutes: { namespaces: { from: "None" } } }), atListener()],
      [twoListeners(), atListener({ kind: "Service", group: "" })],
      [twoListeners(), atListener({ name: "hub" })],
      // Nothing answers these requests.
      [twoListeners(), atListener({}, [{ filters: [{ type: "RequestHeaderModifier" }] }])],
      { resources: [twoListeners(), atListener()], config: { tlsTerminatedElsewhere: ["catalog/edge"] } },
    ],
    fails: [
      { resources: [twoListeners(), atListener()], at: ["spec.parentRefs[0]"] },
      { resources: [twoListeners(), atListener({ sectionName: "http" })], at: ["spec.parentRefs[0]"] },
      {
        resources: [twoListeners(everyNamespace, { namespace: "gateways" }), atListener({ namespace: "gateways" })],
        at: ["spec.parentRefs[0]"],
      },
      {
        resources: [twoListeners({ hostname: "*.example.com" }), atListener({}, [{ backendRefs }], ["shop.EXAMPLE.com"])],
        at: ["spec.parentRefs[0]"],
      },
      // Without a scheme the redirect is to HTTP again; one rule of two redirects.
      {
        resources: [twoListeners(), atListener({}, [{ filters: [{ type: "RequestRedirect", requestRedirect: { hostname: "a" } }] }])],
        at: ["spec.parentRefs[0]"],
      },
      { resources: [twoListeners(), atListener({}, [toHttps, { backendRefs }])], at: ["spec.parentRefs[0]"] },
      {
        resources: [twoListeners(), gatewayRoute("GRPCRoute", { parentRefs: [{ name: "edge" }], rules: [{ backendRefs }] })],
        at: ["spec.parentRefs[0]"],
      },
      {
        resources: [plainSet("ListenerSet", "gateway.networking.k8s.io"), atListener({ kind: "ListenerSet", name: "x" })],
        at: ["spec.parentRefs[0]"],
      },
      {
        resources: [plainSet("XListenerSet", "gateway.networking.x-k8s.io"), atListener({ kind: "XListenerSet", name: "x" })],
        at: ["spec.parentRefs[0]"],
      },
      ...["false", "False", "0", false].map((off) => ({
        resources: [annotated(`${NGINX}/ssl-redirect`, off)],
        at: [atAnnotation(`${NGINX}/ssl-redirect`)],
      })),
      {
        resources: [annotated("haproxy.org/ssl-redirect", "false", { ingressClassName: "haproxy" })],
        at: [atAnnotation("haproxy.org/ssl-redirect")],
      },
      { resources: [asPatch(annotated("nginx.org/ssl-redirect", "false"))], at: [atAnnotation("nginx.org/ssl-redirect")] },
      {
        resources: [plain(secured(), { [`${NGINX}/ssl-redirect`]: "false", [`${NGINX}/force-ssl-redirect`]: "yes" })],
        at: [atAnnotation(`${NGINX}/ssl-redirect`)],
      },
      { resources: [plainServer("HTTP")], at: ["spec.servers[0].tls.httpsRedirect"] },
      { resources: [plainServer("http2", { httpsRedirect: false })], at: ["spec.servers[0].tls.httpsRedirect"] },
    ],
    notApplicable: [
      { resources: [annotated(`${NGINX}/ssl-redirect`, "false")], config: { tlsTerminatedElsewhere: ["nginx"] } },
      { resources: [plainServer("HTTP")], config: { tlsTerminatedElsewhere: ["catalog/edge"] } },
    ],
    undecided: [
      { resources: [twoListeners({ protocol: UNKNOWN }), atListener()], at: ["spec.parentRefs"] },
      { resources: [twoListeners(), httpRoute([{ backendRefs }], UNKNOWN)], at: ["spec.parentRefs"] },
      { resources: [twoListeners(), atListener({ sectionName: UNKNOWN })], at: ["spec.parentRefs"] },
      { resources: [twoListeners(), atListener({}, [{ backendRefs, filters: UNKNOWN }])], at: ["spec.rules"] },
      {
        resources: [twoListeners({ allowedRoutes: { namespaces: { from: "Selector", selector: {} } } }), atListener()],
        at: ["spec.parentRefs"],
      },
      { resources: [plainServer(UNKNOWN)], at: ["spec.servers[0].port.protocol"] },
      { resources: [plainServer("HTTP", UNKNOWN)], at: ["spec.servers[0].tls.httpsRedirect"] },
      { resources: [ordinaryGateway({ servers: [UNKNOWN] })], at: ["spec.servers[0]"] },
      { resources: [plain(secured(), UNKNOWN)], at: ["metadata.annotations"] },
      { resources: [annotated(`${NGINX}/ssl-redirect`, UNKNOWN)], at: [atAnnotation(`${NGINX}/ssl-redirect`)] },
      {
        resources: [plain(secured(), { [`${NGINX}/ssl-redirect`]: "false", [`${NGINX}/force-ssl-redirect`]: UNKNOWN })],
        at: [atAnnotation(`${NGINX}/force-ssl-redirect`)],
      },
      {
        resources: [annotated(`${NGINX}/ssl-redirect`, "false", { ingressClassName: UNKNOWN })],
        config: { tlsTerminatedElsewhere: ["internal"] },
        at: ["spec.ingressClassName"],
      },
    ],
  },
  "ING-03": {
    passes: [
      [plain(secured())],
      [configMap({ "ssl-protocols": "TLSv1.2 TLSv1.3", "ssl-ciphers": "ECDHE-ECDSA-AES128-GCM-SHA256:!RC4:!aNULL:!MD5" })],
      [configMap({ "appsettings.json": "{}", "ssl-protocols": "http/1.1" }, "other")],
      [annotated(`${NGINX}/ssl-ciphers`, "ECDHE-RSA-AES256-GCM-SHA384:HIGH:!3DES")],
      [
        istioServers(
          server({}),
          server({ minProtocolVersion: "TLS_AUTO" }),
          server({ minProtocolVersion: "TLSV1_3", cipherSuites: ["ECDHE-ECDSA-AES256-GCM-SHA384"] }),
        ),
      ],
      [istioServers({ port: { number: 80, protocol: "HTTP" }, hosts: ["*"], tls: { httpsRedirect: true } })],
      // The connection is passed on as it is.
      [istioServers(server({ mode: "PASSTHROUGH", minProtocolVersion: "TLSV1_0" }))],
    ],
    fails: [
      ...["TLSv1 TLSv1.1 TLSv1.2", "TLSv1.1", "SSLv3 TLSv1.2", "TLSv1.0,TLSv1.2"].map((versions) => ({
        resources: [configMap({ "ssl-protocols": versions })],
        at: ['data["ssl-protocols"]'],
      })),
      ...["RC4-SHA:HIGH", "ECDHE-RSA-DES-CBC3-SHA", "HIGH:aNULL", "EXP-RC2-CBC-MD5"].map((ciphers) => ({
        resources: [annotated(`${NGINX}/ssl-ciphers`, ciphers)],
        at: [atAnnotation(`${NGINX}/ssl-ciphers`)],
      })),
      { resources: [configMap({ "ssl-ciphers": "AES128-SHA:NULL-SHA" })], at: ['data["ssl-ciphers"]'] },
      { resources: [istioServers(server({}), server({ minProtocolVersion: "TLSV1_0" }))], at: ["spec.servers[1].tls.minProtocolVersion"] },
      { resources: [istioServers(server({ maxProtocolVersion: "TLSV1_1" }))], at: ["spec.servers[0].tls.maxProtocolVersion"] },
      {
        resources: [istioServers(server({ minProtocolVersion: UNKNOWN, cipherSuites: ["DES-CBC3-SHA"] }))],
        at: ["spec.servers[0].tls.cipherSuites[0]"],
      },
    ],
    undecided: [
      { resources: [configMap({ "ssl-protocols": UNKNOWN })], at: ['data["ssl-protocols"]'] },
      { resources: [istioServers(server({ minProtocolVersion: UNKNOWN }))], at: ["spec.servers[0].tls.minProtocolVersion"] },
      { resources: [istioServers({ ...server({}), tls: UNKNOWN })], at: ["spec.servers[0].tls"] },
    ],
  },
  "ING-04": {
    passes: [
      [plain(secured())],
      [plain(secured(), { [ISSUER_NAME]: "letsencrypt-prod" })],
      [plain(secured({ tls: tls(["shop.example.com"], UNKNOWN) }))],
      [
        annotated("appgw.ingress.kubernetes.io/appgw-ssl-certificate", "shop", {
          tls: tls(["shop.example.com"], null).map(({ hosts }) => ({ hosts })),
        }),
      ],
      [asPatch(plain({ tls: [{ hosts: ["shop.example.com"] }] }))],
    ],
    fails: [
      { resources: [plain(secured({ tls: [{ hosts: ["shop.example.com"] }] }))], at: ["spec.tls[0].secretName"] },
      {
        resources: [plain(secured({ tls: [...tls(["a.example.com"]), { hosts: ["b.example.com"], secretName: "" }] }))],
        at: ["spec.tls[1].secretName"],
      },
      // cert-manager needs the name of the Secret too.
      {
        resources: [plain(secured({ tls: [{ hosts: ["shop.example.com"] }] }), { [ISSUER_NAME]: "letsencrypt-prod" })],
        at: ["spec.tls[0].secretName"],
      },
    ],
    notApplicable: [
      [plain({ rules: [rule("shop.example.com")] })],
      { resources: [plain(secured({ tls: [{ hosts: ["shop.example.com"] }] }))], config: { defaultCertificateClasses: ["nginx"] } },
    ],
    undecided: [
      {
        resources: [plain(secured({ tls: [{ hosts: ["shop.example.com"] }] }), UNKNOWN)],
        at: ["metadata.annotations"].map((one) => `${one}["appgw.ingress.kubernetes.io/appgw-ssl-certificate"]`),
      },
    ],
  },
  "ING-05": {
    passes: [
      [plain(secured(), { [ISSUER_NAME]: "letsencrypt-prod" })],
      [
        certManager("ClusterIssuer", acme(PRODUCTION_ACME)),
        certManager("Issuer", { ca: { secretName: "ca" } }),
        certManager("ClusterIssuer", { selfSigned: {} }),
      ],
      [certManager("Certificate", { issuerRef: { name: "letsencrypt-prod", kind: "ClusterIssuer" } })],
      {
        resources: [certManager("ClusterIssuer", acme(STAGING_ACME), "letsencrypt-staging")],
        config: { stagingIssuers: ["letsencrypt-staging"] },
      },
    ],
    fails: [
      ...["letsencrypt-staging", "staging"].map((name) => ({
        resources: [plain(secured(), { [ISSUER_NAME]: name })],
        at: [atAnnotation(ISSUER_NAME)],
      })),
      { resources: [plain(secured(), { "cert-manager.io/issuer": "le-staging" })], at: [atAnnotation("cert-manager.io/issuer")] },
      {
        resources: [{ ...kubernetesGateway({}, { annotations: { [ISSUER_NAME]: "letsencrypt-staging" } }) }],
        at: [atAnnotation(ISSUER_NAME)],
      },
      { resources: [certManager("ClusterIssuer", acme(STAGING_ACME))], at: ["spec.acme.server"] },
      { resources: [certManager("Issuer", acme("https://dv.acme-v02.test-api.pki.goog/directory"))], at: ["spec.acme.server"] },
      { resources: [certManager("Certificate", { issuerRef: { name: "letsencrypt-staging" } })], at: ["spec.issuerRef.name"] },
      // The option does not allow the use of the issuer.
      {
        resources: [certManager("Certificate", { issuerRef: { name: "letsencrypt-staging" } })],
        config: { stagingIssuers: ["letsencrypt-staging"] },
        at: ["spec.issuerRef.name"],
      },
    ],
    undecided: [
      { resources: [certManager("ClusterIssuer", acme(UNKNOWN))], at: ["spec.acme.server"] },
      {
        resources: [certManager("ClusterIssuer", acme(STAGING_ACME), UNKNOWN)],
        config: { stagingIssuers: ["le-staging"] },
        at: ["metadata.name"],
      },
      { resources: [certManager("Certificate", { issuerRef: { name: UNKNOWN } })], at: ["spec.issuerRef.name"] },
    ],
  },
  "ING-07": {
    passes: [
      [plain(secured())],
      [ingress(rules(ID))],
      [snippet(condition(`!= "${ID}"`))],
      [snippet(condition(`!= "${ID}"`), "nginx.org/server-snippets")],
      [configMap({ "allow-snippet-annotations": "false" }), configMap({ "server-snippet": "gzip on;" }, "own")],
      // Unsound rules about the header are violations of ING-06.
      [ingress(published)],
      { resources: [configMap({ "allow-snippet-annotations": "true" })], config: { allowSnippetAnnotations: true } },
      [annotated(`${NGINX}/server-snippet`, "")],
    ],
    fails: [
      ...["configuration-snippet", "server-snippet", "auth-snippet", "stream-snippet", "modsecurity-snippet"].map((name) => ({
        resources: [annotated(`${NGINX}/${name}`, "more_set_headers 'x: y';")],
        at: [atAnnotation(`${NGINX}/${name}`)],
      })),
      { resources: [annotated("nginx.org/location-snippets", "root /;")], at: [atAnnotation("nginx.org/location-snippets")] },
      // Something else beside the rule.
      { resources: [ingress(`${rules(ID)}SecRuleRemoveById 949110`)], at: [SNIPPET] },
      { resources: [snippet(`${condition(`!= "${ID}"`)} root /etc;`)], at: [configuration] },
      { resources: [snippet(condition(`!= "${ID}"`, "root /etc; return 403;"))], at: [configuration] },
      { resources: [asPatch(snippet("lua_code_cache off;"))], at: [configuration] },
      ...["true", "True", true].map((on) => ({
        resources: [configMap({ "allow-snippet-annotations": on })],
        at: ['data["allow-snippet-annotations"]'],
      })),
    ],
    undecided: [
      { resources: [plain(secured(), UNKNOWN)], at: ["metadata.annotations"] },
      { resources: [snippet(UNKNOWN)], at: [configuration] },
      { resources: [configMap({ "allow-snippet-annotations": UNKNOWN })], at: ['data["allow-snippet-annotations"]'] },
    ],
  },
  "ING-08": {
    passes: [[plain(secured())], [asPatch(plain({ ingressClassName: "nginx" }))]],
    fails: [
      { resources: [plain(secured({ rules: [rule(undefined)] }))], at: ["spec.rules[0].host"] },
      {
        resources: [plain(secured({ rules: [rule(""), rule("*.example.com"), rule("a.example.com")] }))],
        at: ["spec.rules[0].host", "spec.rules[1].host"],
      },
      { resources: [plain(secured({ defaultBackend: { service: { name: "web" } } }))], at: ["spec.defaultBackend"] },
    ],
    undecided: [
      { resources: [plain(secured({ rules: [rule(UNKNOWN)] }))], at: ["spec.rules[0].host"] },
      { resources: [plain(secured({ defaultBackend: UNKNOWN }))], at: ["spec.defaultBackend"] },
    ],
  },
  "ING-09": {
    passes: [
      [classOf("webapprouting.kubernetes.azure.com")],
      [plain(secured(), { "nginx.org/websocket-services": "web" })],
      { resources: [plain(secured())], config: { retiredClasses: [] } },
    ],
    fails: [
      { resources: [plain(secured())], at: ["spec.ingressClassName"] },
      {
        resources: [plain(secured({ ingressClassName: undefined }), { "kubernetes.io/ingress.class": "nginx" })],
        at: [atAnnotation("kubernetes.io/ingress.class")],
      },
      { resources: [classOf("old")], config: { retiredClasses: ["old"] }, at: ["spec.ingressClassName"] },
    ],
    notApplicable: [[classOf(undefined)]],
    undecided: [
      { resources: [classOf(UNKNOWN)], at: ["spec.ingressClassName"] },
      { resources: [plain(secured(), UNKNOWN)], at: ["metadata.annotations"] },
    ],
  },
  "ING-10": {
    passes: [
      [shopNamespace, plain(secured()), webService(), webPods()],
      // Another stack, a chart or a tool may have what this stack does not contain.
      [plain(secured())],
      [webService(), webPods({ app: "other" })],
      [shopNamespace, helmRelease, plain(secured()), webService({ selector: { app: "chart" } }), webPods()],
      {
        resources: [shopNamespace, plain(secured()), webService({ selector: { app: "operator" } }, "db"), webPods()],
        config: { createdElsewhere: ["shop"] },
      },
      [
        shopNamespace,
        plain(secured({ rules: [rule("a.example.com", "/", "Prefix", { service: { name: "web", port: { name: "http" } } })] })),
        webService(),
        webPods(),
      ],
      [
        shopNamespace,
        plain(secured({ rules: [rule("a.example.com", "/", "Prefix", { resource: { kind: "StorageBucket", name: "x" } })] })),
        webPods(),
      ],
      // Endpoints by hand, a name of DNS, and a port by number.
      [shopNamespace, webService({ selector: undefined }), webPods()],
      [shopNamespace, webService({ selector: undefined, type: "ExternalName", externalName: "example.com" }), webPods()],
      [shopNamespace, webService({ ports: [{ port: 80, targetPort: 9999 }] }), webPods({ app: "web" }, undefined)],
      // Computed from a Service of this stack.
      [
        shopNamespace,
        {
          ...plain(secured({ rules: [rule("a.example.com", "/", "Prefix", { service: { name: UNKNOWN, port: { number: 80 } } })] })),
          sources: { spec: ["web-service"] },
        },
        webService(),
        webPods(),
      ],
    ],
    fails: [
      { resources: [shopNamespace, plain(secured())], at: [backendAt("name")] },
      { resources: [shopNamespace, plain(secured()), webService({}, "other"), webPods()], at: [backendAt("name")] },
      {
        resources: [
          plain(secured({ rules: [rule("a.example.com", "/", "Prefix", { service: { name: "web", port: { number: 8080 } } })] })),
          webService(),
        ],
        at: [backendAt("port.number")],
      },
      {
        resources: [
          plain(secured({ rules: [rule("a.example.com", "/", "Prefix", { service: { name: "web", port: { name: "web" } } })] })),
          webService(),
        ],
        at: [backendAt("port.name")],
      },
      {
        resources: [plain({ defaultBackend: { service: { name: "web", port: { number: 1 } } } }), webService()],
        at: ["spec.defaultBackend.service.port.number"],
      },
      { resources: [shopNamespace, webService(), webPods({ app: "other" })], at: ["spec.selector"] },
      { resources: [webService(), webPods({ app: "web" }, [{ name: "web", containerPort: 8080 }])], at: ["spec.ports[0].targetPort"] },
    ],
    notApplicable: [[shopNamespace]],
    undecided: [
      {
        resources: [
          shopNamespace,
          plain(secured({ rules: [rule("a.example.com", "/", "Prefix", { service: { name: UNKNOWN, port: { number: 80 } } })] })),
        ],
        at: [backendAt("name")],
      },
      { resources: [shopNamespace, plain(secured()), webService({}, null), webPods()], at: [backendAt("name")] },
      { resources: [plain(secured()), webService({ ports: UNKNOWN })], at: [backendAt("port.number")] },
      { resources: [shopNamespace, webService(), webPods(UNKNOWN)], at: ["spec.selector"] },
    ],
  },
  "ING-11": {
    passes: [
      [plain(secured()), plain(secured({ rules: [rule("shop.example.com", "/api")] }), {}, "api")],
      // Another controller, another kind of match, another host.
      [
        plain(secured()),
        classOf("internal"),
        plain(secured({ rules: [rule("shop.example.com", "/", "Exact"), rule("b.example.com")] }), {}, "exact"),
      ],
      [plain(secured()), plain(secured(), { "nginx.ingress.kubernetes.io/canary": "true" }, "canary")],
      [plain(secured({ rules: [rule("shop.example.com", "/v(\\d{1,3})(/|$)(.*)", "ImplementationSpecific")] }))],
    ],
    fails: [
      { resources: [plain(secured()), plain(secured(), {}, "second")], at: ["spec.rules[0].http.paths[0].path"] },
      {
        resources: [plain(secured({ rules: [rule("a.example.com", "/a"), rule("a.example.com", "/a/")] }))],
        at: ["spec.rules[1].http.paths[0].path"],
      },
      ...["/a;b", "/{a}", '/"', "/a\nroot /;", "/#"].map((path) => ({
        resources: [plain(secured({ rules: [rule("a.example.com", path)] }))],
        at: ["spec.rules[0].http.paths[0].path"],
      })),
      {
        resources: [plain(secured({ rules: [rule("a.example.com", "/ { return 200; }", "ImplementationSpecific")] }))],
        at: ["spec.rules[0].http.paths[0].path"],
      },
    ],
    notApplicable: [[frontDoor]],
    undecided: [{ resources: [plain(secured({ rules: [rule("a.example.com", UNKNOWN)] }))], at: ["spec.rules[0].http.paths[0].path"] }],
  },
};
