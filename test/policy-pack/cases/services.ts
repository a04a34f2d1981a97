import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";
const INTERNAL_PATH = 'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]';

const service = (spec: Record<string, unknown>, annotations?: unknown): CaseResource => ({
  type: "kubernetes:core/v1:Service",
  name: "catalog",
  props: { metadata: { name: "catalog", namespace: "catalog", ...(annotations !== undefined && { annotations }) }, spec },
});

const balancer = (metadata: Record<string, unknown>, spec: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:core/v1:Service",
  name: "catalog",
  props: { metadata, spec: { type: "LoadBalancer", ...spec } },
});
const publicServices = ["istio-ingress/gateway"];

const clusterIp = service({ selector: { app: "catalog" }, ports: [{ port: 80, targetPort: 8080 }] });
const headless = service({ clusterIP: "None", selector: { app: "db" }, ports: [{ port: 5432 }] });

const balancerOf = (annotations: Record<string, unknown>) => service({ type: "LoadBalancer" }, annotations);

export const cases: Record<string, ControlCases> = {
  "SVC-01": {
    passes: [
      [clusterIp],
      [headless],
      [service({ type: "LoadBalancer" }, { [INTERNAL]: "true" })],
      { resources: [service({ type: "LoadBalancer" })], config: { publicServices: ["catalog/catalog"] } },
      // The inputs do not show which address a loadBalancerClass assigns; it is reported as advice.
      { resources: [service({ type: "LoadBalancer", loadBalancerClass: "tailscale" })], advised: ["spec.loadBalancerClass"] },
      // In clusters of other clouds Azure's annotation has no effect: internal there, or advice.
      {
        resources: [balancerOf({ "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" })],
        advised: ["metadata.annotations"],
      },
      [balancerOf({ "networking.gke.io/load-balancer-type": "Internal" })],
      {
        resources: [{ type: "eks:index:Cluster", name: "eks", props: {} }, service({ type: "LoadBalancer" })],
        advised: ["metadata.annotations"],
      },
      {
        resources: [{ type: "aws:eks/cluster:Cluster", name: "eks", props: {} }, service({ type: "LoadBalancer" })],
        advised: ["metadata.annotations"],
      },
      {
        resources: [{ type: "gcp:container/cluster:Cluster", name: "gke", props: {} }, service({ type: "LoadBalancer" })],
        advised: ["metadata.annotations"],
      },
      // A Patch that only adds a port does not affect the Service's annotation.
      [{ type: "kubernetes:core/v1:ServicePatch", props: { metadata: { name: "catalog" }, spec: { type: "LoadBalancer" } } }],
    ],
    fails: [
      { resources: [service({ type: "LoadBalancer" })], at: [INTERNAL_PATH] },
      { resources: [service({ type: "LoadBalancer" }, { [INTERNAL]: "false" })], at: [INTERNAL_PATH] },
      { resources: [service({ type: "LoadBalancer" })], config: { publicServices: ["other/catalog"] }, at: [INTERNAL_PATH] },
      { resources: [service({ type: "LoadBalancer", loadBalancerClass: "" })], at: [INTERNAL_PATH] },
      // A stack with clusters of both: which one the Service is in is not known, and Azure's may be it.
      {
        resources: [
          { type: "azure-native:containerservice:ManagedCluster", name: "aks", props: {} },
          { type: "eks:index:Cluster", name: "eks", props: {} },
          service({ type: "LoadBalancer" }),
        ],
        at: [INTERNAL_PATH],
      },
      // In no namespace is a Service of this name listed.
      { resources: [balancer({ name: "catalog", namespace: UNKNOWN })], config: { publicServices }, at: [INTERNAL_PATH] },
      { resources: [balancer({ name: "gateway", namespace: UNKNOWN })], at: [INTERNAL_PATH] },
    ],
    undecided: [
      { resources: [service({ type: "LoadBalancer" }, { [INTERNAL]: UNKNOWN })], at: [INTERNAL_PATH] },
      {
        resources: [balancerOf({ "service.beta.kubernetes.io/aws-load-balancer-scheme": UNKNOWN })],
        at: ['metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"]'],
      },
      { resources: [service({ type: UNKNOWN })], at: ["spec.type"] },
      { resources: [balancer({ name: "gateway", namespace: UNKNOWN })], config: { publicServices }, at: ["metadata.namespace"] },
      { resources: [balancer({ name: UNKNOWN, namespace: "istio-ingress" })], config: { publicServices }, at: ["metadata.name"] },
      { resources: [service({ type: "LoadBalancer", loadBalancerClass: UNKNOWN })], at: ["spec.loadBalancerClass"] },
    ],
  },
  "SVC-02": {
    passes: [[clusterIp], [headless], [service({ type: "LoadBalancer" })]],
    fails: [
      { resources: [service({ type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] })], at: ["spec.type"] },
      { resources: [service({ type: "NodePort" })], at: ["spec.type"] },
    ],
    undecided: [{ resources: [service({ type: UNKNOWN })], at: ["spec.type"] }],
  },
  "SVC-03": {
    passes: [[clusterIp], [service({ externalIPs: [] })]],
    fails: [
      { resources: [service({ externalIPs: ["20.0.0.1"] })], at: ["spec.externalIPs"] },
      { resources: [service({ type: "LoadBalancer", externalIPs: [UNKNOWN] })], at: ["spec.externalIPs"] },
    ],
  },
  "SVC-04": {
    passes: [
      [clusterIp],
      [service({ type: "ExternalName", externalName: "db.postgres.database.azure.com" })],
      { resources: [clusterIp], config: { ports: [80, 443] } },
    ],
    fails: [
      { resources: [service({ type: "ExternalName", externalName: "localhost" })], at: ["spec.externalName"] },
      { resources: [service({ type: "ExternalName", externalName: "127.0.0.1" })], at: ["spec.externalName"] },
      { resources: [service({ ports: [{ port: 443 }, { port: 22 }] })], config: { ports: [80, 443] }, at: ["spec.ports[1].port"] },
      {
        resources: [
          {
            type: "kubernetes:discovery.k8s.io/v1:EndpointSlice",
            props: { addressType: "IPv4", endpoints: [{ addresses: ["10.0.0.4"] }] },
          },
        ],
        at: ["endpoints"],
      },
      { resources: [{ type: "kubernetes:core/v1:Endpoints", props: { subsets: [{ addresses: [{ ip: "10.0.0.4" }] }] } }], at: ["subsets"] },
    ],
  },
};
