import type { Document } from "./offlinePreview";

/** The end of a URN, `<types>::<name>`: what differs between resources of one stack. */
export const endOf = (urn: string): string => urn.split("::").slice(2).join("::");

const STACK_TYPE = "pulumi:pulumi:Stack";

/** Ends of the URNs of all resources but the stack, sorted. */
export function resourcesOf({ resources = [] }: Document): readonly string[] {
  return resources
    .filter(({ type }) => type !== STACK_TYPE)
    .map(({ urn }) => endOf(urn))
    .sort();
}

/** Findings as the table writes them, sorted. */
export function findingsOf({ findings = [] }: Document): readonly string[] {
  return findings.map(({ control, level, urn }) => `${control} ${level} ${endOf(urn)}`).sort();
}

/** What nobody judged as the table writes it, sorted. */
export function notJudgedOf({ notJudged = { packages: {}, components: [] } }: Document): readonly string[] {
  const packages = Object.entries(notJudged.packages).map(([name, count]) => `${count} of ${name}`);
  return [...packages, ...notJudged.components.map(({ urn, name }) => (urn === "" ? name : endOf(urn)))].sort();
}
