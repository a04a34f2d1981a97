import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { createDefaultDeny, dnsEgress, namespacePeer, peerEgress, peerIngress } from "../namespace/networkPolicies";
import { containerLimits, podQuota } from "../namespace/quota";
import { labelsOf } from "../pod/labels";
import type { Controller, ControlPlane, EdgeGatewayArgs } from "./args";

/** Ports of Istio's gateways: merged metrics, and health (Istio: application requirements, ports used by Istio). */
const METRICS_PORT = 15020;
const HEALTH_PORT = 15021;

/** Pods that a Gateway API class may create, and Istio's defaults for each (istio/istio: gateway injection template). */
const GATEWAY_MEMORY = "1Gi";
const GATEWAY_SIZE = { containers: [{ cpuRequest: "100m", memoryRequest: "128Mi", memoryLimit: GATEWAY_MEMORY }], maxPods: 10 };

type IsolationArgs = Pick<EdgeGatewayArgs, "controller" | "routes">;

/**
 * Isolates the gateway's pods. In the platform's own namespace every pod is denied all traffic that is not listed, with a quota and
 * limits. In Azure's namespace only the gateway's own pods are isolated: AKS decides how many pods run there, also during an upgrade
 * of the mesh, and a quota could stop it. A namespace that the user operates is left to the user.
 */
export function createGatewayIsolation(
  name: string,
  controller: Controller,
  args: IsolationArgs,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const { namespace, owner } = controller;
  const controlPlane = controller.controlPlane(args.controller);
  if (controlPlane === undefined) return [];
  const traffic = createTraffic(`${name}-traffic`, controller, controlPlane, args, opts);
  if (owner !== "platform") return [traffic];
  const quota = { metadata: { name: "quota", namespace }, spec: { hard: podQuota(GATEWAY_SIZE) } };
  // A class may set a request above the default limit of other namespaces, and no limit: the API server would refuse its pods.
  const containers = { ...containerLimits(GATEWAY_SIZE), default: { memory: GATEWAY_MEMORY } };
  const limits = { metadata: { name: "limits", namespace }, spec: { limits: [containers] } };
  return [
    traffic,
    createDefaultDeny(`${name}-default-deny`, namespace, opts),
    new core.ResourceQuota(`${name}-quota`, quota, opts),
    new core.LimitRange(`${name}-limits`, limits, opts),
  ];
}

function createTraffic(
  name: string,
  { namespace, pods, tlsPort }: Controller,
  controlPlane: ControlPlane,
  { routes }: IsolationArgs,
  opts: pulumi.CustomResourceOptions,
): networking.NetworkPolicy {
  return new networking.NetworkPolicy(
    name,
    {
      metadata: { name: "edge", namespace, labels: labelsOf("edge") },
      spec: {
        podSelector: { matchLabels: { ...pods } },
        policyTypes: ["Ingress", "Egress"],
        ingress: gatewayIngress(tlsPort),
        egress: [
          ...dnsEgress(),
          controlPlaneEgress(controlPlane),
          ...routes.map((route) => peerEgress(namespacePeer(route.namespace), [route.podPort])),
        ],
      },
    },
    opts,
  );
}

function controlPlaneEgress({ namespace, ports }: ControlPlane): input.networking.v1.NetworkPolicyEgressRule {
  const peer = namespacePeer(namespace);
  return ports === undefined ? { to: [peer] } : peerEgress(peer, ports);
}

/**
 * Any source may reach the listener and the health port: requests and probes of the load balancer arrive with the address of a node,
 * which no range matches with Cilium. Metrics are collected by Azure Monitor's pods in kube-system.
 */
function gatewayIngress(tlsPort: number): input.networking.v1.NetworkPolicyIngressRule[] {
  const ports = [tlsPort, HEALTH_PORT].map((port) => ({ protocol: "TCP", port }));
  return [{ ports }, peerIngress(namespacePeer("kube-system"), [METRICS_PORT])];
}
