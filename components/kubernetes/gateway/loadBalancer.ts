import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { FRONT_DOOR_SERVICE_TAG } from "../../../policy-pack/rules/facts/frontDoor";
import { labelsOf } from "../pod/labels";
import type { Controller, EdgeGatewayArgs, PrivateLinkArgs, PublicAddressArgs } from "./args";

/** Name of the Service, in whatever namespace the gateway runs. */
export const EDGE_SERVICE = "edge";

const PREFIX = "service.beta.kubernetes.io";

type Annotations = Readonly<Record<string, pulumi.Input<string>>>;
type LoadBalancerArgs = Pick<EdgeGatewayArgs, "controller" | "ingressSubnetName" | "ingressAddress" | "privateLink" | "publicAddress">;

/**
 * The way into the cluster: a Service of ours in front of the controller's pods. Neither add-on promises to carry the Private
 * Link annotations to the Service that it makes itself.
 */
export function loadBalancer(
  name: string,
  { namespace, pods, tlsPort }: Controller,
  args: LoadBalancerArgs,
  opts: pulumi.CustomResourceOptions,
): core.Service {
  return new core.Service(
    name,
    {
      metadata: { name: EDGE_SERVICE, namespace, labels: labelsOf(EDGE_SERVICE), annotations: annotationsOf(args) },
      spec: {
        type: "LoadBalancer",
        selector: { ...pods },
        // HTTPS only: there is no plain port that could be forgotten.
        ports: [{ name: "https", port: 443, targetPort: tlsPort, protocol: "TCP" }],
      },
    },
    opts,
  );
}

function annotationsOf(args: LoadBalancerArgs): Annotations {
  // A probe by HTTP would carry no Front Door id, and be refused like anybody.
  const probe = { [`${PREFIX}/azure-load-balancer-health-probe-protocol`]: "tcp" };
  const { exposure } = args.controller;
  if (exposure.type === "publicLoadBalancer")
    return { ...probe, ...publicAnnotations(required(args.publicAddress, "publicAddress", exposure.type)) };
  const internal = {
    [`${PREFIX}/azure-load-balancer-internal`]: "true",
    [`${PREFIX}/azure-load-balancer-internal-subnet`]: args.ingressSubnetName,
    [`${PREFIX}/azure-load-balancer-ipv4`]: args.ingressAddress,
  };
  return { ...probe, ...internal, ...privateLinkAnnotations(required(args.privateLink, "privateLink", exposure.type)) };
}

/** No visibility and no auto-approval: only who has rights on the service sees it, and each connection is approved by name. */
function privateLinkAnnotations({ name, resourceGroupName, subnetName }: PrivateLinkArgs): Annotations {
  return {
    [`${PREFIX}/azure-pls-create`]: "true",
    [`${PREFIX}/azure-pls-name`]: name,
    [`${PREFIX}/azure-pls-resource-group`]: resourceGroupName,
    [`${PREFIX}/azure-pls-ip-configuration-subnet`]: subnetName,
    [`${PREFIX}/azure-pls-ip-configuration-ip-address-count`]: "1",
  };
}

/** The service tag becomes the rule of the node's security group, beside the one of the subnet. */
function publicAnnotations({ name, resourceGroupName }: PublicAddressArgs): Annotations {
  return {
    [`${PREFIX}/azure-pip-name`]: name,
    [`${PREFIX}/azure-load-balancer-resource-group`]: resourceGroupName,
    [`${PREFIX}/azure-allowed-service-tags`]: FRONT_DOOR_SERVICE_TAG,
  };
}

function required<T>(value: T | undefined, argument: string, exposure: string): T {
  if (value === undefined) throw new pulumi.RunError(`ingress.exposure is ${exposure}, but no ${argument} was given`);
  return value;
}
