import { property } from "../../policy-pack/rules/reading/expect";
import type { ResourceRule, StackRule } from "../../policy-pack/rules/rule";

/** A sample rule for tests of the adapter: `open` must be false. */
export const sampleRule: ResourceRule = {
  id: "XX-01",
  name: "sample-closed",
  title: "Sample is closed",
  why: "An open sample spoils.",
  fix: "Set open to false.",
  severity: "high",
  enforcement: "mandatory",
  nonProduction: "advisory",
  url: "https://example.org/sample",
  frameworks: { "MCSB v1": ["NS-1", "NS-2"], NSA: ["4"] },
  types: ["azure-native:sample:Thing", "kubernetes:core/v1:ConfigMap"],
  options: { allowed: { type: "array", items: { type: "string" }, description: "States.", default: ["shut"] } },
  check: property("open", { holds: (value) => value === false, expected: "false" }),
};

export const sampleStackRule: StackRule = {
  id: "XX-02",
  name: "sample-paired",
  title: "Each sample has a lid",
  why: "A sample without a lid spoils.",
  fix: "Add a lid.",
  severity: "low",
  enforcement: "mandatory",
  url: "https://example.org/lid",
  reads: ["azure-native:sample:Thing", "azure-native:sample:Lid"],
  checkStack: (stack) =>
    stack.ofType("azure-native:sample:Thing").flatMap((resource) => {
      const lids = stack
        .ofType("azure-native:sample:Lid")
        .filter((lid) => stack.sourcesOf(lid, "thing").some(({ urn }) => urn === resource.urn));
      return lids.length > 0 ? [] : [{ path: "lid", found: resource.props.lid, expected: "a lid", resource }];
    }),
};

export function thing(props: Record<string, unknown>, name = "jar") {
  return { type: "azure-native:sample:Thing", name, props };
}
