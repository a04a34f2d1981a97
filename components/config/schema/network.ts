import { z } from "zod";
import { cidr, guid, ipv4, region, resourceGroupName, virtualNetworkId } from "./primitives";

/** One region of the platform: everything below is built once per stamp. */
export const stamp = z.strictObject({
  region: region.describe("Azure region in ARM form; a region holds one stamp at most."),
  addressSpace: cidr.describe(
    "Range of the stamp's virtual network; /21 or larger, no overlap with other stamps, the hub, pods or services.",
  ),
  zones: z
    .array(z.enum(["1", "2", "3"]))
    .min(1)
    .default(["1", "2", "3"])
    .describe("Availability zones the region offers; nodes, databases and storage spread over them."),
  privateLinkRegion: region
    .optional()
    .describe("Region of Front Door's private endpoint, where the stamp's own region does not offer Front Door Private Link."),
  trafficWeight: z.int().min(1).max(1000).default(500).describe("Share of Front Door traffic relative to the other stamps."),
  drained: z.boolean().default(false).describe("Takes the stamp out of Front Door without deleting anything."),
});

const natGateway = z.strictObject({
  type: z.literal("natGateway"),
  publicIpCount: z.int().min(1).max(16).default(1).describe("Public addresses; each gives 64,512 SNAT ports."),
  idleTimeoutMinutes: z.int().min(4).max(120).default(4),
});

const userDefinedRouting = z.strictObject({
  type: z.literal("userDefinedRouting"),
  nextHopIpAddress: ipv4.describe("Private address of the firewall in the hub; the hub peering must reach it."),
});

const ownDns = z.strictObject({
  type: z.literal("own"),
  linkedVirtualNetworkIds: z
    .array(virtualNetworkId)
    .default([])
    .describe("Networks that resolve the private zones too: those of the deployment runner and of the operators."),
});

const hubDns = z.strictObject({
  type: z.literal("hub"),
  subscriptionId: guid.describe("Subscription of the central private DNS zones."),
  resourceGroup: resourceGroupName.describe("Resource group of the central zones. The platform creates no zones there."),
  linkedVirtualNetworkIds: z
    .array(virtualNetworkId)
    .default([])
    .describe(
      "Networks that resolve the first stamp's registry zone, which is ours in any case; a network that has a zone of that name cannot.",
    ),
  grantApiServerZone: z
    .boolean()
    .default(false)
    .describe(
      "Grants each cluster its role on the central API server zone; the deployer then needs rights there. Otherwise the hub team does.",
    ),
});

export const network = z.strictObject({
  egress: z
    .discriminatedUnion("type", [natGateway, userDefinedRouting])
    .default({ type: "natGateway", publicIpCount: 1, idleTimeoutMinutes: 4 }),
  dns: z.discriminatedUnion("type", [ownDns, hubDns]).default({ type: "own", linkedVirtualNetworkIds: [] }),
  hub: z
    .strictObject({
      virtualNetworkId: virtualNetworkId.describe("Hub to peer every stamp with."),
      addressSpace: cidr.describe("Range of the hub, to find overlaps before Azure does."),
      useRemoteGateways: z.boolean().default(false).describe("Route to on-premises through the hub's gateway."),
    })
    .optional(),
  operatorRanges: z
    .array(cidr)
    .default([])
    .describe(
      "Ranges of runners and operators, besides the hub, that may reach the API servers and private endpoints over peering or VPN.",
    ),
  dnsServers: z
    .array(ipv4)
    .max(25)
    .default([])
    .describe("DNS servers of the stamps' networks, such as the hub's resolver. Default: Azure's."),
  podCidr: cidr.default("192.168.0.0/16").describe("Overlay range of pods; private to each cluster."),
  serviceCidr: cidr.default("172.16.0.0/16").describe("Range of Kubernetes Services; private to each cluster."),
  ddosProtectionPlanId: z
    .string()
    .regex(/^\/subscriptions\/.+\/ddosProtectionPlans\/[^/]+$/i, { error: "the resource id of a DDoS protection plan" })
    .optional(),
});

export type StampConfig = z.infer<typeof stamp>;
export type NetworkConfig = z.infer<typeof network>;
