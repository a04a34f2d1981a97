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
