import { explainFindings, type Report, type ReportedResource } from "../../../../offline/report/model";

export const STACK = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";

export const urnOf = (type: string, name: string): string => `urn:pulumi:prod::shop::${type}::${name}`;

/** A resource directly below the stack. */
export function resource(type: string, name: string, more: Partial<ReportedResource> = {}): ReportedResource {
  return {
    ...{ urn: urnOf(type, name), type, name, parent: STACK, custom: true, external: false, inputs: {}, dependencies: [] },
    ...{ protect: false, provider: "", position: undefined },
    ...more,
  };
}

const STACK_RESOURCE = resource("pulumi:pulumi:Stack", "shop-prod", { urn: STACK, parent: "", custom: false });

/** A finding of FD-04, in the form of the pack's messages. */
export const FINDINGS = explainFindings([
  {
    ...{ control: "FD-04", policy: "front-door-waf-prevention", level: "mandatory", path: "policySettings.mode" },
    urn: urnOf("azure-native:frontdoor:Policy", "waf"),
    message:
      "FD-04  waf (azure-native:frontdoor:Policy)\n  property  policySettings.mode\n  found     Detection\n  expected  Prevention\n  fix       f",
  },
]);

export function reportOf(resources: readonly ReportedResource[], more: Partial<Report> = {}): Report {
  const findings = more.findings ?? [];
  const mandatory = findings.filter(({ level }) => level === "mandatory").length;
  return {
    ...{ directory: "/shop", stack: "prod", project: "shop", outputs: {}, controls: [], warnings: [], comparison: undefined },
    resources: [STACK_RESOURCE, ...resources],
    findings,
    notJudged: { packages: {}, components: [], undecided: {} },
    summary: {
      ...{ resources: resources.length + 1, packages: {}, seconds: 1 },
      findings: { mandatory, advisory: findings.length - mandatory, notJudgedYet: 0 },
    },
    ...more,
  };
}
