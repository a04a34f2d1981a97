import { z } from "zod";
import { className, email, guid, hostName, resourceGroupName, urlPath } from "./primitives";

export const publicDns = z.strictObject({
  zone: hostName.describe("Public Azure DNS zone that holds the custom domains and the origin names."),
  resourceGroup: resourceGroupName,
  subscriptionId: guid.optional().describe("Subscription of the zone, where it is another one."),
});

const privateLink = z.strictObject({ type: z.literal("privateLink") });
const publicLoadBalancer = z.strictObject({ type: z.literal("publicLoadBalancer") });

/**
 * Revisions of the AKS Istio add-on, each with the newest Kubernetes version it runs on (AKS release notes of 2026: asm-1-30 is
 * the revision offered for 1.36, asm-1-28 ends with 1.35). AKS refuses a new mesh on a revision that is two behind.
 */
export const ISTIO_REVISIONS = { "asm-1-28": "1.35", "asm-1-29": "1.35", "asm-1-30": "1.36" } as const;

export const ACME_PRODUCTION = "https://acme-v02.api.letsencrypt.org/directory";
export const ACME_STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory";

/** Each controller checks X-Azure-FDID in its own way; `exposure` says how Front Door reaches it. */
export const ingress = z.strictObject({
  controller: z.enum(["istio", "gateway-api", "nginx"]).default("istio"),
  exposure: z
    .discriminatedUnion("type", [privateLink, publicLoadBalancer])
    .default({ type: "privateLink" })
    .describe("privateLink: internal load balancer behind a Private Link Service. publicLoadBalancer: admits AzureFrontDoor.Backend only."),
  istioRevision: z
    .enum(Object.keys(ISTIO_REVISIONS) as (keyof typeof ISTIO_REVISIONS)[])
    .default("asm-1-30")
    .describe("Revision of the AKS Istio add-on; az aks mesh get-revisions lists those of a region."),
  gatewayClassName: className
    .default("approuting-istio")
    .describe("GatewayClass of the gateway-api controller; AKS application routing's by default."),
  gatewayPodSecurity: z
    .enum(["restricted", "baseline"])
    .default("restricted")
    .describe(
      "Pod Security level of the namespace of generated gateway pods (controller gateway-api); baseline where they set no seccomp profile.",
    ),
  nginxClassName: className.default("nginx").describe("IngressClass of a controller with ModSecurity that you run."),
  acmeEmail: email.describe("Contact of the ACME account; Let's Encrypt warns there before a certificate ends."),
  acmeServer: z
    .enum([ACME_PRODUCTION, ACME_STAGING])
    .default(ACME_PRODUCTION)
    .describe("Front Door accepts public chains only: staging works for rehearsals that end before the edge."),
});

export const frontDoor = z.strictObject({
  domains: z.array(hostName).default([]).describe("Custom domains in the public DNS zone; without any, the azurefd.net name serves."),
  probePath: urlPath.default("/health/stamp").describe("What Front Door asks each stamp; some workload's ingress must serve it."),
  probeIntervalSeconds: z.int().min(5).max(255).default(30),
  responseTimeoutSeconds: z.int().min(16).max(240).default(120),
  waf: z
    .strictObject({
      mode: z.enum(["Prevention", "Detection"]).default("Prevention"),
      rateLimitPerMinute: z.int().min(10).max(1_000_000).default(1000).describe("Requests a client address may send in a minute."),
    })
    .default({ mode: "Prevention", rateLimitPerMinute: 1000 }),
  hstsMaxAgeDays: z.int().min(1).max(730).default(365),
});

export type PublicDnsConfig = z.infer<typeof publicDns>;
export type IngressConfig = z.infer<typeof ingress>;
export type FrontDoorConfig = z.infer<typeof frontDoor>;
