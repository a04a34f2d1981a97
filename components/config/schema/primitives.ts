import { z } from "zod";

/** A string with a pattern. `allowed` completes the sentence "expected …" in the message of a fault. */
const pattern = (regex: RegExp, allowed: string) => z.string().regex(regex, { error: allowed });

export const guid = pattern(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, "a GUID such as 11111111-2222-3333-4444-555555555555");

/** Azure region as ARM writes it: lower case, no spaces. */
export const region = pattern(/^[a-z]{3,}[a-z0-9]{0,20}$/, "an Azure region in ARM form, such as swedencentral");

/** Name of a VM size; the checks look for it in the program's table. */
export const vmSize = pattern(/^Standard_[A-Za-z0-9_-]+$/, "an Azure VM size such as Standard_D4ds_v5");

/** Name of a SKU of PostgreSQL flexible server; the checks look for it in the program's table. */
export const postgresSku = pattern(/^Standard_[A-Za-z0-9_]+$/, "a flexible server SKU such as Standard_D4ds_v5");

/**
 * RFC 1123 label that is also valid as the name of a blob container and of a federated credential (3 characters, no double hyphen) and
 * leaves room for derived names.
 */
export const label = pattern(
  /^(?!.*--)[a-z][a-z0-9-]{1,28}[a-z0-9]$/,
  "3 to 30 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen",
);

const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
export const ipv4 = pattern(new RegExp(`^${octet}(\\.${octet}){3}$`), "an IPv4 address such as 10.0.0.4");
export const cidr = pattern(new RegExp(`^${octet}(\\.${octet}){3}/(3[0-2]|[12]?\\d)$`), "an IPv4 range in CIDR form such as 10.10.0.0/16");

/** Fully qualified host name without a trailing dot. */
export const hostName = pattern(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  "a lower-case host name such as www.contoso.com",
);

export const httpsUrl = pattern(/^https:\/\/[^\s/?#]+[^\s]*$/, "an https:// URL");

/** Absolute URL path. */
export const urlPath = pattern(/^\/[A-Za-z0-9/_.~-]*$/, "an absolute path such as /health");

/** Kubernetes quantities in the usual units of CPU and memory; zero is excluded, because it means no request or no limit. */
export const cpuQuantity = pattern(/^(?=.*[1-9])(\d+m|\d+(\.\d{1,3})?)$/, "a CPU quantity above zero such as 250m or 1");
export const memoryQuantity = pattern(/^(?=.*[1-9])\d+(Ki|Mi|Gi)$/, "a memory quantity above zero such as 256Mi or 1Gi");

/** Schemas of values that a user may confuse with the secret itself: no message contains the configured value. */
export const confidential = z.registry<{ readonly hidden: true }>();

/** Literal of a discriminator that selects a form of credentials. Confidential, because a secret may be pasted in its place. */
export function confidentialLiteral<T extends string>(value: T): z.ZodLiteral<T> {
  const literal = z.literal(value);
  confidential.add(literal, { hidden: true });
  return literal;
}

/** Names of Key Vault secrets and certificates (Key Vault naming rules: 1–127 letters, digits, hyphens). */
export const vaultObjectName = pattern(/^[0-9A-Za-z-]{1,127}$/, "a name of 1 to 127 letters, digits and hyphens").register(confidential, {
  hidden: true,
});

/** Name of a Kubernetes object that others create, such as a GatewayClass. */
export const objectName = pattern(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/, "up to 63 lower-case letters, digits, hyphens and dots");

export const resourceGroupName = pattern(/^[\w().-]{0,89}[\w()-]$/, "a resource group name of 1 to 90 characters, not ending with a dot");

export const virtualNetworkId = pattern(
  /^\/subscriptions\/[0-9a-fA-F-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+$/i,
  "the resource id of a virtual network",
);

/**
 * Tag names that every resource of the platform accepts: DNS zones have the strictest syntax, storage accounts allow 128 characters
 * (ARM: tag resources, limitations).
 */
export const tagName = pattern(
  /^(?!azure|microsoft|windows)[a-z_][\w.-]{0,127}$/i,
  "up to 128 letters, digits, hyphens, underscores and dots, starting with a letter, and not with azure, microsoft or windows",
);

/** Name of a tag that others add: what Azure allows, without quotation marks. */
export const foreignTagName = pattern(/^[^<>%&\\?/"]{1,512}$/, "1 to 512 characters without < > % & \\ ? / and quotation marks");

export const email = pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address");

export const days = (min: number, max: number) => z.int().min(min).max(max);
