import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { FRONT_DOOR_SERVICE_TAG } from "../../../policy-pack/rules/facts/frontDoor";
import { labelsOf } from "../pod/labels";
import type { Controller, EdgeGatewayArgs, PrivateLinkArgs, PublicAddressArgs } from "./args";

/** Name of the Service, which is in the gateway's namespace. */
export const EDGE_SERVICE = "edge";

const PREFIX = "service.beta.kubernetes.io";

type Annotations = Readonly<Record<string, pulumi.Input<string>>>;
type LoadBalancerArgs = Pick<EdgeGatewayArgs, "controller" | "ingressSubnetName" | "ingressAddress" | "privateLink" | "publicAddress">;

/**
 * Entry point of the cluster: a separate Service that selects the controller's pods. Neither add-on documents that it copies the
 * Private Link annotations to the Service that it creates.
 */
export function createLoadBalancer(
  name: string,
  { namespace, pods, tlsPort, serviceLabels }: Controller,
  args: LoadBalancerArgs,
  opts: pulumi.CustomResourceOptions,
): core.Service {
  return new core.Service(
    name,
    {
      metadata: {
        name: EDGE_SERVICE,
        namespace,
        labels: { ...labelsOf(EDGE_SERVICE), ...serviceLabels },
        annotations: annotationsOf(args),
      },
      spec: {
        type: "LoadBalancer",
        selector: { ...pods },
        // HTTPS only: no port for plain HTTP exists.
        ports: [{ name: "https", port: 443, targetPort: tlsPort, protocol: "TCP" }],
      },
    },
    opts,
  );
}

function annotationsOf(args: LoadBalancerArgs): Annotations {
  // An HTTP probe sends no Front Door id, so the gateway would refuse it.
  const probe = { [`${PREFIX}/azure-load-balancer-health-probe-protocol`]: "tcp" };
  const { exposure } = args.controller;
  if (exposure.type === "publicLoadBalancer")
    return { ...probe, ...publicAnnotations(requireArgument(args.publicAddress, "publicAddress", exposure.type)) };
  const internal = {
    [`${PREFIX}/azure-load-balancer-internal`]: "true",
    [`${PREFIX}/azure-load-balancer-internal-subnet`]: args.ingressSubnetName,
    [`${PREFIX}/azure-load-balancer-ipv4`]: args.ingressAddress,
  };
  return { ...probe, ...internal, ...privateLinkAnnotations(requireArgument(args.privateLink, "privateLink", exposure.type)) };
}

/** No visibility and no auto-approval: only principals with a role on the service see it, and each connection is approved explicitly. */
function privateLinkAnnotations({ name, resourceGroupName, subnetName }: PrivateLinkArgs): Annotations {
  return {
    [`${PREFIX}/azure-pls-create`]: "true",
    [`${PREFIX}/azure-pls-name`]: name,
    [`${PREFIX}/azure-pls-resource-group`]: resourceGroupName,
    [`${PREFIX}/azure-pls-ip-configuration-subnet`]: subnetName,
    [`${PREFIX}/azure-pls-ip-configuration-ip-address-count`]: "1",
  };
}

/** AKS creates a rule with the service tag in the nodes' network security group, in addition to the subnet's. */
function publicAnnotations({ name, resourceGroupName }: PublicAddressArgs): Annotations {
  return {
    [`${PREFIX}/azure-pip-name`]: name,
    [`${PREFIX}/azure-load-balancer-resource-group`]: resourceGroupName,
    [`${PREFIX}/azure-allowed-service-tags`]: FRONT_DOOR_SERVICE_TAG,
  };
}

function requireArgument<T>(value: T | undefined, argument: string, exposure: string): T {
  if (value === undefined) throw new pulumi.RunError(`ingress.exposure is ${exposure}, but ${argument} is missing`);
  return value;
}
