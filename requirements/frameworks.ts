import type { Control, Rule } from "../policy-pack/rules/rule";
import { type Item, NIST_SP_800_190, OWASP_2022, POD_SECURITY_STANDARDS } from "./frameworkItems";

/** A published framework. Its items come from the metadata of the rules or, where these name none, from frameworkItems.ts. */
export interface Framework {
  /** Name in the reference. */
  readonly name: string;
  /** Its key in the metadata of the rules. */
  readonly key?: string;
  /** What its ids are and where they come from. */
  readonly ids: string;
  readonly url: string;
  readonly items?: readonly Item[];
}

const CIS = "https://www.cisecurity.org/benchmark/kubernetes";
const CIS_IDS = "Numbers of recommendations of the benchmark, as Kubescape maps them to its controls";

export const FRAMEWORKS: readonly Framework[] = [
  {
    name: "MCSB v1",
    key: "MCSB v1",
    ids: "Controls of the Microsoft cloud security benchmark, as PSRule for Azure assigns them to its rules",
    url: "https://learn.microsoft.com/security/benchmark/azure/overview",
  },
  { name: "CIS Kubernetes v1.10.0", key: "cis-v1.10.0", ids: CIS_IDS, url: CIS },
  { name: "CIS Kubernetes v1.12.0", key: "cis-v1.12.0", ids: CIS_IDS, url: CIS },
  { name: "CIS AKS v1.2.0", key: "cis-aks-t1.2.0", ids: CIS_IDS, url: CIS },
  { name: "CIS AKS v1.8.0", key: "cis-aks-t1.8.0", ids: CIS_IDS, url: CIS },
  {
    name: "NSA",
    key: "NSA",
    ids: "Kubescape's controls for the NSA and CISA Kubernetes Hardening Guide, which numbers no items itself",
    url: "https://kubescape.io/docs/frameworks-and-controls/frameworks/",
  },
  {
    name: "PSS",
    ids: "Controls of the Kubernetes Pod Security Standards, which have names and no numbers; complete for both levels",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    items: POD_SECURITY_STANDARDS,
  },
  {
    name: "NIST SP 800-190",
    ids: "Sections of chapter 4, countermeasures, of the Application Container Security Guide (2017)",
    url: "https://doi.org/10.6028/NIST.SP.800-190",
    items: NIST_SP_800_190,
  },
  {
    name: "OWASP Kubernetes Top Ten 2022",
    ids: "Risks of the 2022 edition",
    url: "https://owasp.org/www-project-kubernetes-top-ten/",
    items: OWASP_2022,
  },
];

/** What of a control's metadata names items of frameworks. */
type Mapped = Pick<Control, "id" | "frameworks">;

/** The items of a framework with the given controls, in the framework's order. */
export function itemsOfFramework({ key, items }: Framework, rules: readonly Mapped[]): readonly Item[] {
  const known = new Set(rules.map(({ id }) => id));
  if (items !== undefined) return items.map((item) => ({ ...item, controls: item.controls.filter((id) => known.has(id)) }));
  const byItem = new Map<string, string[]>();
  for (const { id, frameworks } of rules) {
    for (const item of frameworks?.[key ?? ""] ?? []) byItem.set(item, [...(byItem.get(item) ?? []), id]);
  }
  return Array.from(byItem, ([id, controls]) => ({ id, controls })).sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

/** What each framework names for a control. */
export function itemsOf(rule: Rule): readonly { readonly framework: Framework; readonly ids: readonly string[] }[] {
  return FRAMEWORKS.map((framework) => ({
    framework,
    ids: itemsOfFramework(framework, [rule])
      .filter(({ controls }) => controls.length > 0)
      .map(({ id }) => id),
  })).filter(({ ids }) => ids.length > 0);
}
