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
      targetRefs: [{ kind: "Gateway", name: "edge" }],
      rules: [{ when: [{ key: "request.headers[X-Azure-FDID]", notValues: [ID] }] }],
    },
  },
};

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
      [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }])],
      [frontDoor, unchecked, allowance([{ when: [ON_ID] }])],
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
              targetRefs: [{ kind: "Gateway", name: "edge" }],
              rules: [{ when: [{ key: "request.headers[X-Azure-FDID]", notValues: [ID] }] }],
            },
          },
        },
      ],
    ],
    fails: [
      // A value that a Patch sets is evaluated.
      { resources: [frontDoor, patched(ingress(undefined), ingress("SecRuleEngine On").props)], at: [SNIPPET] },
      {
        resources: [frontDoor, patched(httpRoute(undefined), { spec: { parentRefs: [{ name: "edge" }], rules: [{ backendRefs }] } })],
        at: ["spec.rules[0].matches"],
      },
      { resources: [frontDoor, ingress(undefined)], at: [SNIPPET] },
      { resources: [frontDoor, ingress(published)], at: [SNIPPET] },
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
    ],
    notApplicable: [[ingress(undefined), httpRoute([{ backendRefs }])], [contentDelivery, ingress(undefined)], [frontDoor]],
    undecided: [
      { resources: [frontDoor, ingress(UNKNOWN)], at: [SNIPPET] },
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
      { resources: [frontDoor, gateway, unchecked, allowance([{ when: [{ ...ON_ID, values: [UNKNOWN] }] }])], at: ["spec"] },
      { resources: [frontDoor, gateway, unchecked, allowance([{ when: [ON_ID] }]), allowance(UNKNOWN, {}, "second")], at: ["spec"] },
      // Whether the second policy applies to the pods of a gateway in another stack is unknown.
      {
        resources: [
          frontDoor,
          unchecked,
          allowance([{ when: [ON_ID] }]),
          allowance([{}], { selector: { matchLabels: { app: "x" } } }, "second"),
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
