import { z } from "zod";
import { sharedAcmeAccount } from "./acmeAccount";
import { email, guid, hostName, httpsUrl, objectName, resourceGroupName, urlPath } from "./primitives";
import { waf } from "./waf";

const OCTET = String.raw`(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const PORT = String.raw`(6553[0-5]|655[0-2]\d|65[0-4]\d{2}|6[0-4]\d{3}|[1-5]\d{4}|[1-9]\d{0,3})`;
const dnsServer = z
  .string()
  .regex(new RegExp(`^${OCTET}(\\.${OCTET}){3}:${PORT}$`), { error: "an IPv4 address and a port, such as 1.1.1.1:53" });

const originZone = z
  .strictObject({
    name: hostName.describe(
      "Name of the zone, which must exist and be delegated. origin.<publicDns.zone> keeps the host names of existing stamps. " +
        "publicDns.zone and zones above it are refused, because they are not apart from it.",
    ),
    resourceGroup: resourceGroupName.optional().describe("Resource group of the zone. Default: that of publicDns.zone."),
    subscriptionId: guid.optional().describe("Id (GUID) of the zone's subscription. Default: that of publicDns.zone."),
  })
  .describe(
    "Public Azure DNS zone of the stamps' origin host names only: with it no stamp has a record in publicDns.zone. Default: none; the host " +
      "names are in publicDns.zone, below origin, and cert-manager's identities may write one TXT record there, each its own.",
  );

export const publicDns = z.strictObject({
  zone: hostName.describe(
    "Public Azure DNS zone of the custom domains and, without originZone, of the stamps' origin host names; it must exist.",
  ),
  resourceGroup: resourceGroupName.describe("Resource group of the zone."),
  subscriptionId: guid.optional().describe("Id (GUID) of the zone's subscription. Default: the subscription of the deployment."),
  originZone: originZone.optional(),
  resolvers: z
    .array(dnsServer)
    .min(1)
    .max(3)
    .optional()
    .describe(
      "DNS servers, 1 to 3, each an IPv4 address and a port such as 1.1.1.1:53, that cert-manager asks whether a challenge's record is " +
        "public; needed where a private zone of the same name hides it. Default: none, so that cert-manager asks the cluster's DNS.",
    ),
});

const privateLink = z
  .strictObject({ type: z.literal("privateLink") })
  .describe("Internal load balancer behind a Private Link Service, which Front Door connects to.");
const publicLoadBalancer = z
  .strictObject({ type: z.literal("publicLoadBalancer") })
  .describe("Public load balancer that admits only the service tag AzureFrontDoor.Backend. The policy pack refuses it (SVC-01).");

/** Revision of the AKS Istio add-on. */
export interface IstioRevision {
  /** Kubernetes versions that it is compatible with, of those that the program offers. */
  readonly kubernetes: readonly [string, ...string[]];
  /**
   * Month in which its support ends; AKS refuses a new mesh from then on, and existing ones keep working.
   * @default none: AKS has published no month yet
   */
  readonly until?: string;
}

/**
 * Revisions of the AKS Istio add-on (Microsoft Learn: support policy for the Istio-based service mesh add-on, release calendar of 2026;
 * asm-1-28 "~Aug 2026 (expected)"; asm-1-30 since July 2026, AKS release notes of 2026-06-19). A revision ends six weeks after the second
 * newer one rolls out. To renew: read the calendar again, or `az aks mesh get-revisions`.
 */
export const ISTIO_REVISIONS: Readonly<Record<string, IstioRevision>> = {
  "asm-1-28": { kubernetes: ["1.35"], until: "2026-08" },
  "asm-1-29": { kubernetes: ["1.35", "1.36"] },
  "asm-1-30": { kubernetes: ["1.35", "1.36"] },
};

export const ACME_PRODUCTION = "https://acme-v02.api.letsencrypt.org/directory";

/** Every controller compares the header X-Azure-FDID with the id of the Front Door profile, each by its own means. */
export const ingress = z.strictObject({
  controller: z
    .enum(["istio", "gateway-api", "nginx"])
    .default("istio")
    .describe(
      "Ingress controller: the AKS Istio add-on, an implementation of Gateway API such as AKS application routing's, or an nginx " +
        "controller with ModSecurity that you operate. Default: istio, which AKS installs with the cluster.",
    ),
  exposure: z
    .discriminatedUnion("type", [privateLink, publicLoadBalancer])
    .default({ type: "privateLink" })
    .describe(
      "How Front Door reaches the ingress: privateLink or publicLoadBalancer. Default: privateLink, which exposes no public address.",
    ),
  istioRevision: z
    .string()
    .regex(/^asm-1-\d{2,3}$/, { error: `one of ${Object.keys(ISTIO_REVISIONS).join(", ")}` })
    .default("asm-1-30")
    .describe(
      "Revision of the AKS Istio add-on, which must support cluster.kubernetesVersion; az aks mesh get-revisions lists those of a " +
        "region. A revision that is newer than the program's table is listed in admitted.istioRevisions. Default: asm-1-30, the newest " +
        "in the table.",
    ),
  gatewayClassName: objectName
    .default("approuting-istio")
    .describe("GatewayClass for controller gateway-api. Default: approuting-istio, the class of AKS application routing."),
  gatewayControlPlaneNamespace: objectName
    .default("aks-istio-system")
    .describe(
      "Namespace of the control plane of gatewayClassName, to which the network policy of the gateway's pods allows connections. Default: " +
        "aks-istio-system, where AKS runs the one of approuting-istio.",
    ),
  gatewayPodSecurity: z
    .enum(["restricted", "baseline"])
    .default("restricted")
    .describe(
      "Pod Security level of the namespace of generated gateway pods; baseline is allowed with controller gateway-api only, for pods " +
        "that set no seccomp profile. Default: restricted, the strictest level.",
    ),
  nginxClassName: objectName
    .default("nginx")
    .describe("IngressClass of your controller, for controller nginx. Default: nginx, the name that most installations use."),
  backendTls: z
    .boolean()
    .default(true)
    .describe(
      "TLS from the gateway to the workloads with ingress, each with a certificate of the cluster's own authority that the gateway verifies; " +
        "workloads.*.plainHttp excepts one. With controller gateway-api it requires Gateway API 1.4, which AKS installs on Kubernetes 1.35 " +
        "and later, and the program installs trust-manager. Default: true, so that requests are encrypted up to the pod.",
    ),
  issuer: objectName
    .optional()
    .describe(
      "Name of a ClusterIssuer that you create in every cluster, which issues the origin certificates in place of the program's; its " +
        "certificates must chain to an authority that Front Door trusts. Default: none; the program creates an issuer with acmeEmail and " +
        "acmeServer.",
    ),
  acmeEmail: email
    .optional()
    .describe(
      "Contact e-mail address of the ACME account that requests the origin certificates. Default: none; required without ingress.issuer, and " +
        "refused with it.",
    ),
  acmeAccount: sharedAcmeAccount.optional(),
  acmeServer: httpsUrl
    .default(ACME_PRODUCTION)
    .describe(
      "Directory URL of the ACME server that issues the origin certificates, of any authority that Front Door trusts. Default: Let's " +
        "Encrypt. A test server, such as Let's Encrypt's staging, is for tests without Front Door, and refused in production.",
    ),
});

export const frontDoor = z.strictObject({
  domains: z
    .array(hostName)
    .default([])
    .describe("Custom domains, in the zone publicDns.zone. Default: none; the endpoint's azurefd.net host name is used."),
  probePath: urlPath
    .default("/health/stamp")
    .describe(
      "URL path that Front Door's health probes request from each stamp; the ingress of a workload must serve it. Default: " +
        "/health/stamp, a path for the health of the whole stamp.",
    ),
  probeIntervalSeconds: z
    .int()
    .min(5)
    .max(255)
    .default(30)
    .describe(
      "Seconds between two health probes of an edge location, 5 to 255. Default: 30, because every edge location sends probes and a " +
        "shorter interval multiplies them.",
    ),
  responseTimeoutSeconds: z
    .int()
    .min(16)
    .max(240)
    .default(120)
    .describe("Seconds that Front Door waits for a stamp's response, 16 to 240. Default: 120, so that slow requests can complete."),
  waf: waf.prefault({}).describe("Web application firewall. Default: rules and rate limit block requests."),
  hstsMaxAgeDays: z
    .int()
    .min(1)
    .max(730)
    .default(365)
    .describe(
      "Days in max-age of the response header Strict-Transport-Security, 1 to 730. Default: 365, the minimum of the browsers' preload " +
        "list.",
    ),
});

export type PublicDnsConfig = z.infer<typeof publicDns>;
export type IngressConfig = z.infer<typeof ingress>;
export type FrontDoorConfig = z.infer<typeof frontDoor>;
