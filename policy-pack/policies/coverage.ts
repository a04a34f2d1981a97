import type { Enforcement, Rule } from "../rules/rule";

/** A level in policy configuration; `remediate` has the effect of `mandatory`, since no policy of the pack changes a resource. */
export type ConfiguredLevel = Enforcement | "remediate";

/** The level of a policy as it is enforced: the configured one, or its own. */
export type LevelOf = (rule: Rule) => ConfiguredLevel;

const RANK: Readonly<Record<ConfiguredLevel, number>> = { disabled: 0, advisory: 1, mandatory: 2, remediate: 2 };

/** The rules, each after those whose findings cover its own; otherwise the order remains. */
export function inOrderOfCoverage(rules: readonly Rule[]): readonly Rule[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const ordered = new Set<Rule>();
  const place = (rule: Rule): void => {
    for (const id of rule.coveredBy ?? []) {
      const covering = byId.get(id);
      if (covering !== undefined && !ordered.has(covering)) place(covering);
    }
    ordered.add(rule);
  };
  for (const rule of rules) place(rule);
  return [...ordered];
}

/** A finding, as far as coverage depends on it. */
interface Place {
  readonly rule: Rule;
  readonly urn: string;
  readonly path: string;
  /** Whether the finding is advice, whatever the level of its control. */
  readonly advisory: boolean;
}

/**
 * The findings that cover those of other controls (`coveredBy`): one cause has one finding.
 *
 * A finding covers another one at the same place, which is the resource or, inside a list, the list's element. Only a finding of the same
 * or a higher level covers it: who lowers a control to advisory accepts its finding, and then the control behind it counts.
 */
export class Coverage {
  private readonly covering: ReadonlySet<string>;
  /** Highest rank reported, by control, resource and place in it. */
  private readonly reported = new Map<string, Map<string, Map<string, number>>>();

  /** @param levelOf undefined where the levels are not known: then no finding covers another one. */
  constructor(
    rules: readonly Rule[],
    private readonly levelOf: LevelOf | undefined,
  ) {
    this.covering = new Set(levelOf === undefined ? [] : rules.flatMap(({ coveredBy = [] }) => coveredBy));
  }

  /** Forgets what an earlier evaluation reported: a preview is followed by the update, in which more values are known. */
  restart({ id }: Rule, urn?: string): void {
    if (urn === undefined) this.reported.delete(id);
    else this.reported.get(id)?.delete(urn);
  }

  add({ rule, urn, path, advisory }: Place): void {
    if (!this.covering.has(rule.id)) return;
    const places = member(member(this.reported, rule.id), urn);
    places.set(placeOf(path), Math.max(places.get(placeOf(path)) ?? 0, this.rankOf(rule, advisory)));
  }

  covers({ rule, urn, path, advisory }: Place): boolean {
    const rank = this.rankOf(rule, advisory);
    return (rule.coveredBy ?? []).some((id) => (this.reported.get(id)?.get(urn)?.get(placeOf(path)) ?? 0) >= rank);
  }

  private rankOf(rule: Rule, advisory: boolean): number {
    return advisory ? RANK.advisory : RANK[this.levelOf?.(rule) ?? "mandatory"];
  }
}

/** The innermost list element that contains the path; empty for the resource as a whole. */
function placeOf(path: string): string {
  return /^.*\[\d+\]/.exec(path)?.[0] ?? "";
}

function member<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const inner = map.get(key) ?? new Map<string, T>();
  map.set(key, inner);
  return inner;
}
