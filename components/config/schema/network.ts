import { z } from "zod";
import { stampAcmeAccount } from "./acmeAccount";
import { cidr, guid, ipv4, region, resourceGroupName, virtualNetworkId } from "./primitives";

/** One region of the platform. Every resource of a stamp exists once per stamp. */
export const stamp = z.strictObject({
  region: region.describe(
    "Azure region in ARM form, such as swedencentral, with availability zones; one stamp per region. A region that is newer than the " +
      "program's table is listed in admitted.regions.",
  ),
  addressSpace: cidr.describe(
    "IPv4 range of the stamp's virtual network in CIDR form, /21 or larger; it must not overlap other stamps, the hub, pods or Services.",
  ),
  zones: z
    .array(z.enum(["1", "2", "3"]))
    .min(1)
    .default(["1", "2", "3"])
    .describe(
      "Availability zones that nodes, databases and public addresses are spread over; list fewer where the region has fewer, and at " +
        "least two for a zone-redundant database. Default: all three, so that the stamp survives the loss of a zone.",
    ),
  privateLinkRegion: region
    .optional()
    .describe(
      "Region of Front Door's private endpoint, in ARM form. Default: the stamp's region; set another region where Front Door offers no " +
        "Private Link in the stamp's.",
    ),
  acmeAccount: stampAcmeAccount.optional(),
  trafficWeight: z
    .int()
    .min(1)
    .max(1000)
    .default(500)
    .describe(
      "Front Door's weight of the stamp, 1 to 1000, relative to the other stamps that answer within a second of the fastest. Default: " +
        "500 for every stamp, which shares traffic equally and can be raised or lowered.",
    ),
  drained: z
    .boolean()
    .default(false)
    .describe(
      "Disables the stamp's Front Door origin without deleting anything; at least one stamp must remain enabled. Default: false, so that " +
        "a stamp receives traffic.",
    ),
});

const natGateway = z
  .strictObject({
    type: z.literal("natGateway"),
    publicIpCount: z
      .int()
      .min(1)
      .max(16)
      .default(1)
      .describe(
        "Public IP addresses of the NAT gateway, 1 to 16; each provides 64,512 SNAT ports. Default: 1, because each address is billed.",
      ),
    idleTimeoutMinutes: z
      .int()
      .min(4)
      .max(120)
      .default(4)
      .describe(
        "Minutes after which the NAT gateway drops an idle connection, 4 to 120. Default: 4, Azure's minimum, which releases SNAT ports " +
          "soonest.",
      ),
  })
  .describe("A NAT gateway in each stamp.");

const userDefinedRouting = z
  .strictObject({
    type: z.literal("userDefinedRouting"),
    nextHopIpAddress: ipv4.describe("Private IPv4 address of the hub's firewall, inside network.hub.addressSpace."),
  })
  .describe("A default route to the firewall in the hub, which then controls egress.");

const ownDns = z
  .strictObject({
    type: z.literal("own"),
    linkedVirtualNetworkIds: z
      .array(virtualNetworkId)
      .default([])
      .describe(
        "Resource ids of further virtual networks that resolve the private DNS zones: those of the deployment runner and of operators. " +
          "Azure links a network to one zone of a name only. Default: none, so that only the stamps resolve the zones.",
      ),
  })
  .describe("The platform creates its private DNS zones.");

const hubDns = z
  .strictObject({
    type: z.literal("hub"),
    subscriptionId: guid.describe("Id (GUID) of the subscription of the central private DNS zones."),
    resourceGroup: resourceGroupName.describe("Resource group of the central zones, which must exist: the platform creates no zone there."),
    linkedVirtualNetworkIds: z
      .array(virtualNetworkId)
      .default([])
      .describe(
        "Resource ids of virtual networks that resolve the first stamp's registry zone, which the platform creates with type hub as " +
          "well. A network that is already linked to a zone of that name must not be listed. Default: none, so that only the stamps " +
          "resolve it.",
      ),
    grantApiServerZone: z
      .boolean()
      .default(false)
      .describe(
        "Assigns each cluster its role on the central zone of the API servers, for which the deployer needs the right to assign roles " +
          "there. Default: false, because that right is usually the hub team's, which then assigns the role.",
      ),
  })
  .describe("Private endpoints are registered in the central zones of a hub.");

export const network = z.strictObject({
  egress: z
    .discriminatedUnion("type", [natGateway, userDefinedRouting])
    .default({ type: "natGateway", publicIpCount: 1, idleTimeoutMinutes: 4 })
    .describe(
      "Outbound path of the nodes: natGateway, or userDefinedRouting through the hub's firewall. Default: natGateway, which requires no " +
        "resource outside the platform.",
    ),
  dns: z
    .discriminatedUnion("type", [ownDns, hubDns])
    .default({ type: "own", linkedVirtualNetworkIds: [] })
    .describe(
      "Private DNS zones of private endpoints and API servers: own zones, or the central ones of a hub. Default: own, which requires no " +
        "rights in another subscription.",
    ),
  hub: z
    .strictObject({
      virtualNetworkId: virtualNetworkId.describe("Resource id of the hub virtual network that every stamp is peered with."),
      addressSpace: cidr.describe(
        "IPv4 range of the hub in CIDR form: security groups allow it to reach API servers and private endpoints, and stamps must not " +
          "overlap it.",
      ),
      useRemoteGateways: z
        .boolean()
        .default(false)
        .describe(
          "Routes to on-premises networks through the hub's gateway. Default: false, because Azure rejects the setting for a hub without " +
            "one.",
        ),
    })
    .optional()
    .describe("Hub virtual network; required with userDefinedRouting. Default: none, so that the stamps are peered with no other network."),
  operatorRanges: z
    .array(cidr)
    .default([])
    .describe(
      "IPv4 ranges in CIDR form of runners and operators, in addition to the hub's, that security groups allow to reach API servers and " +
        "private endpoints over peering or VPN; they must not overlap the platform's. Default: none, which allows only the hub's range.",
    ),
  dnsServers: z
    .array(ipv4)
    .max(25)
    .default([])
    .describe(
      "IPv4 addresses of up to 25 DNS servers of the stamps' networks, such as the hub's resolver; allowed with one stamp only. Default: " +
        "none, which selects Azure DNS: only that resolves the registry to each stamp's own private endpoint.",
    ),
  podCidr: cidr
    .default("192.168.0.0/16")
    .describe(
      "Overlay range of pods, reused by each cluster; a /24 for each node of all pools, surge nodes included. Default: 192.168.0.0/16, " +
        "which has room for 256 nodes and leaves 10.0.0.0/8 to virtual networks.",
    ),
  serviceCidr: cidr
    .default("172.16.0.0/16")
    .describe(
      "Range of Kubernetes Services, from /12 to /28, reused by each cluster. Default: 172.16.0.0/16, which leaves 10.0.0.0/8 to virtual " +
        "networks.",
    ),
  ddosProtectionPlanId: z
    .string()
    .regex(/^\/subscriptions\/.+\/ddosProtectionPlans\/[^/]+$/i, { error: "the resource id of a DDoS protection plan" })
    .optional()
    .describe(
      "Resource id of the DDoS protection plan of the stamps' virtual networks. Default: none, because a plan is costly and a stamp has " +
        "no public endpoint unless ingress.exposure is publicLoadBalancer.",
    ),
});

export type StampConfig = z.infer<typeof stamp>;
export type NetworkConfig = z.infer<typeof network>;
