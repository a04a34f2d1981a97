import type { Policy, PolicyConfigSchema } from "@pulumi/policy";
import type { Rule } from "../rules/rule";
import { EXEMPTIONS_SCHEMA } from "./exemptions";
import { levelOf } from "./profiles";
import type { Session } from "./session";

/** Policy metadata that the engine and Pulumi Cloud show. The protocol has one field for a framework; other frameworks become tags. */
export function metadata(rule: Rule, { profile }: Session): Policy {
  const { "MCSB v1": benchmark, ...others } = rule.frameworks ?? {};
  return {
    name: rule.name,
    displayName: `${rule.id} ${rule.title}`,
    description: `${rule.id}: ${rule.title}. ${rule.why}`,
    enforcementLevel: levelOf(rule, profile),
    severity: rule.severity,
    ...(benchmark !== undefined && { framework: microsoftBenchmark(benchmark) }),
    tags: [rule.id, ...Object.entries(others).flatMap(([framework, ids]) => ids.map((id) => `${framework}: ${id}`))],
    remediationSteps: rule.fix,
    url: rule.url,
    configSchema: schemaOf(rule),
  };
}

function microsoftBenchmark(ids: readonly string[]) {
  return {
    name: "Microsoft cloud security benchmark",
    version: "v1",
    reference: ids.join(", "),
    specification: "https://learn.microsoft.com/security/benchmark/azure/overview",
  };
}

function schemaOf(rule: Rule): PolicyConfigSchema {
  const options = Object.entries(rule.options ?? {}).map(([name, option]) => [name, { ...option }]);
  return { properties: structuredClone(Object.fromEntries([...options, ["exemptions", EXEMPTIONS_SCHEMA]])) };
}
