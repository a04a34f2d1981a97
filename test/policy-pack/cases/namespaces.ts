import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const label = (mode: string) => `metadata.labels["pod-security.kubernetes.io/${mode}"]`;
const levels = (enforce: unknown, audit: unknown = enforce, warn: unknown = enforce) => ({
  "pod-security.kubernetes.io/enforce": enforce,
  "pod-security.kubernetes.io/audit": audit,
  "pod-security.kubernetes.io/warn": warn,
});
const namespace = (labels: unknown, name: unknown = "catalog"): CaseResource => ({
  type: "kubernetes:core/v1:Namespace",
  name: typeof name === "string" ? name : "computed",
  props: { metadata: { name, labels } },
});

export const cases: Record<string, ControlCases> = {
  "NS-01": {
    passes: [
      [namespace({ ...levels("restricted"), "pod-security.kubernetes.io/enforce-version": "v1.34" })],
      { resources: [namespace(levels("baseline", "restricted", "restricted"), "legacy")], config: { baselineNamespaces: ["legacy"] } },
      { resources: [namespace(levels("restricted"), UNKNOWN)], config: { baselineNamespaces: ["legacy"] } },
      // Labels of the other modes may be set by the namespace's owner.
      [
        {
          type: "kubernetes:core/v1:NamespacePatch",
          props: { metadata: { name: "catalog", labels: { "pod-security.kubernetes.io/warn": "restricted" } } },
        },
      ],
    ],
    fails: [
      { resources: [namespace({ team: "shop" })], at: [label("enforce"), label("audit"), label("warn")] },
      { resources: [namespace(undefined)], at: [label("enforce"), label("audit"), label("warn")] },
      { resources: [namespace(levels("baseline", "restricted", "restricted"))], at: [label("enforce")] },
      {
        resources: [namespace(levels("privileged"), "legacy")],
        config: { baselineNamespaces: ["legacy"] },
        at: [label("enforce"), label("audit"), label("warn")],
      },
      { resources: [namespace(levels("baseline"), UNKNOWN)], at: [label("enforce"), label("audit"), label("warn")] },
      // No option allows a level below baseline.
      {
        resources: [namespace(levels("privileged", "restricted", "restricted"), UNKNOWN)],
        config: { baselineNamespaces: ["legacy"] },
        at: [label("enforce")],
      },
      { resources: [{ type: "kubernetes:core/v1:Namespace", props: {} }], at: [label("enforce"), label("audit"), label("warn")] },
    ],
    notApplicable: [
      [namespace({}, "kube-system")],
      { resources: [namespace({}, "node-agents")], config: { excludedNamespaces: ["node-agents"] } },
    ],
    undecided: [
      { resources: [namespace(levels("restricted", UNKNOWN, "restricted"))], at: [label("audit")] },
      { resources: [namespace(levels("baseline"), UNKNOWN)], config: { baselineNamespaces: ["legacy"] }, at: ["metadata.name"] },
      { resources: [namespace({}, UNKNOWN)], config: { excludedNamespaces: ["kube-system", "node-agents"] }, at: ["metadata.name"] },
    ],
  },
};
