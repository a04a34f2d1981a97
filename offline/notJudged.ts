import type { Finding } from "./pack";
import { packageOf } from "./packages";
import type { Registration } from "./registration";
import type { NotRendered, Renderings } from "./renderings";

/** What no policy of the pack could judge: without it, "no findings" would say more than the pack knows. */
export interface NotJudged {
  /** Number of resources by package that the pack does not read, the largest first. */
  readonly packages: Readonly<Record<string, number>>;
  /** Charts, folders and components whose objects are not known. */
  readonly components: readonly NotRendered[];
  /** Number of findings by control that are not decided, because values are unknown. */
  readonly undecided: Readonly<Record<string, number>>;
}

/**
 * Packages whose resources are neither in Azure nor in a cluster, so that a pack about these misses nothing: providers and stack
 * references, and values that exist in the stack's state alone. `command` and dynamic providers are not among them: their code can
 * create anything.
 */
const STATE_ONLY: ReadonlySet<string> = new Set(["pulumi", "random", "time", "tls", "std", "null", "cloudinit"]);

interface Sources {
  readonly registrations: readonly Registration[];
  readonly findings: readonly Finding[];
  readonly renderings: Renderings;
  /** Packages that the pack reads; undefined if it is about every package. */
  readonly packages: ReadonlySet<string> | undefined;
}

export function notJudged({ registrations, findings, renderings, packages }: Sources): NotJudged {
  const unread = registrations.flatMap(({ custom, external, type }) => {
    const pkg = packageOf(type);
    // The engine passes no resource that is only read to a policy: nothing is missing.
    return !custom || external || packages === undefined || packages.has(pkg) || STATE_ONLY.has(pkg) ? [] : [pkg];
  });
  return {
    packages: counts(unread),
    components: renderings.list(registrations),
    undecided: counts(findings.filter(isUndecided).map(({ control }) => control)),
  };
}

/** Whether a finding says only that a policy could not decide. A pack can be set to enforce that, and the finding is mandatory then. */
export function isUndecided({ undecided, level }: Finding): boolean {
  return undecided === true && level === "advisory";
}

/** Whether everything was judged. */
export function isComplete({ packages, components, undecided }: NotJudged): boolean {
  return components.length + Object.keys(packages).length + Object.keys(undecided).length === 0;
}

/** Number of each name, the largest first. */
function counts(names: readonly string[]): Readonly<Record<string, number>> {
  const numbers = new Map<string, number>();
  for (const name of names) numbers.set(name, (numbers.get(name) ?? 0) + 1);
  return Object.fromEntries(Array.from(numbers).sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1)));
}
