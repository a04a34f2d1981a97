import { levelOf } from "../../policy-pack/policies/profiles";
import type { Profile, Rule } from "../../policy-pack/rules/rule";

/** Profiles as headings of columns. */
export const PROFILES: Readonly<Record<Profile, string>> = {
  production: "Production",
  nonProduction: "Non-production",
  auditOnly: "Audit only",
};

export interface Area {
  /** Prefix of the area's control ids. */
  readonly prefix: string;
  readonly title: string;
  /** Name of its page in docs/controls. */
  readonly file: string;
}

const AREAS: Readonly<Record<string, Omit<Area, "prefix">>> = {
  ACR: { title: "Container registry", file: "container-registry.md" },
  AKS: { title: "Cluster", file: "cluster.md" },
  CERT: { title: "Certificates", file: "certificates.md" },
  EH: { title: "Event Hubs", file: "event-hubs.md" },
  FD: { title: "Front Door and web application firewall", file: "front-door.md" },
  GOV: { title: "Governance", file: "governance.md" },
  HELM: { title: "Helm", file: "helm.md" },
  ID: { title: "Identities and roles", file: "identities.md" },
  ING: { title: "Ingress", file: "ingress.md" },
  KV: { title: "Key Vault", file: "key-vault.md" },
  MESH: { title: "Service mesh", file: "service-mesh.md" },
  MON: { title: "Monitoring", file: "monitoring.md" },
  NET: { title: "Virtual networks", file: "networks.md" },
  NP: { title: "Network policies", file: "network-policies.md" },
  NS: { title: "Namespaces", file: "namespaces.md" },
  PG: { title: "PostgreSQL", file: "postgresql.md" },
  POD: { title: "Pods", file: "pods.md" },
  PSS: { title: "Pod Security Standards", file: "pod-security-standards.md" },
  RB: { title: "Kubernetes RBAC", file: "rbac.md" },
  RED: { title: "Redis", file: "redis.md" },
  SC: { title: "Microsoft Entra auth sidecar", file: "sidecar.md" },
  SEC: { title: "Secrets in the cluster", file: "secrets.md" },
  ST: { title: "Storage", file: "storage.md" },
  SVC: { title: "Services", file: "services.md" },
};

/** The area of a control, by its id. */
export function areaOf(id: string): Area {
  const prefix = id.slice(0, id.lastIndexOf("-"));
  const area = AREAS[prefix];
  if (area === undefined) throw new Error(`${id}: areas.ts has no title and page for ${prefix}`);
  return { prefix, ...area };
}

/** The controls of each area, in the order of the catalogue. */
export function byArea(rules: readonly Rule[]): readonly (readonly [Area, readonly Rule[]])[] {
  const areas = new Map<string, [Area, Rule[]]>();
  for (const rule of rules) {
    const area = areaOf(rule.id);
    const [, own] = areas.get(area.prefix) ?? [area, []];
    areas.set(area.prefix, [area, [...own, rule]]);
  }
  return [...areas.values()];
}

/** Link to a control from a page in docs/controls, or from the page in docs with `folder`. */
export function linkTo(id: string, folder = ""): string {
  return `[${id}](${folder}${areaOf(id).file}#${id.toLowerCase()})`;
}

export function countAt(rules: readonly Rule[], level: string, profile: Profile): string {
  return `${rules.filter((rule) => levelOf(rule, profile) === level).length}`;
}
