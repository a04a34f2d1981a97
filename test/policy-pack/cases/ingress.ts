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
# Only this environment's Front Door
SecRuleEngine On
SecRule &REQUEST_HEADERS:X-Azure-FDID "!@eq 1" "id:106,phase:1,t:none,deny,status:403,log,msg:'Front Door id missing or repeated'"
SecRule REQUEST_HEADERS:X-Azure-FDID "!@streq ${id}" "id:107,phase:1,t:none,deny,status:403,log,msg:'Wrong Front Door id'"
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
      [ingress(undefined), httpRoute([{ backendRefs }])],
      [contentDelivery, ingress(undefined)],
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
      [virtualService([{ headers: { request: { remove: ["x-azure-fdid"] } }, route }])],
      [httpRoute([{ filters: [{ type: "RequestHeaderModifier", requestHeaderModifier: { remove: ["X-Azure-FDID"] } }], backendRefs }])],
      [snippet('proxy_set_header X-Azure-FDID "";')],
      [snippet("proxy_set_header X-Azure-FDID $http_x_azure_fdid;")],
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
};
