import { isRecord, type Value } from "../rules/reading/values";
import type { Control } from "../rules/rule";

/** Leave to break one control on some resources until a day. */
export interface Exemption {
  /** Id or policy name of the control: `AKS-12` or `aks-encryption-at-host`. */
  readonly control: string;
  /** Resource URN, `*` standing for any characters: `urn:pulumi:shop-dev::shop::*::build-pool`. */
  readonly resource: string;
  /** Why the risk is accepted, at least 10 characters. */
  readonly reason: string;
  /** Who answers for it: a person or a team. */
  readonly owner: string;
  /** Last day it holds, `YYYY-MM-DD` in UTC, at most 180 days ahead. */
  readonly expires: string;
}

/** What the ledger says about one finding. */
export interface ExemptionMatch {
  readonly exemption: Exemption;
  /** Why the exemption does not count; absent where it does. */
  readonly invalidReason?: string;
}

const SHORTEST_REASON = 10;
const LONGEST_DAYS = 180;
const DAY = 24 * 60 * 60 * 1000;

/** The exemptions of one pack, and which of them were used. Nothing here throws: a faulty exemption simply does not count. */
export class Exemptions {
  private readonly used = new Set<string>();

  constructor(
    private readonly listed: readonly Exemption[],
    private readonly now: () => Date,
  ) {}

  /** @param own exemptions from the policy's own configuration, which need not name their control. */
  match(control: Control, urn: string, own: readonly Exemption[]): ExemptionMatch | undefined {
    const rulings = [...own, ...this.listed.filter((one) => names(one, control))]
      .filter((exemption) => matches(String(exemption.resource), urn))
      .map((exemption) => this.validate(exemption));
    const best = rulings.find((ruling) => ruling.invalidReason === undefined) ?? rulings[0];
    if (best !== undefined) this.used.add(key(best.exemption));
    return best;
  }

  /** Exemptions that could have covered a resource of this stack and met no finding. */
  unused(stackUrnPrefix: string, controls: readonly Control[]): readonly ExemptionMatch[] {
    return this.listed
      .filter((one) => !this.used.has(key(one)) && mayConcern(String(one.resource), stackUrnPrefix))
      .map((one) =>
        controls.some((control) => names(one, control)) ? this.validate(one) : { exemption: one, invalidReason: "no such control" },
      );
  }

  private validate(exemption: Exemption): ExemptionMatch {
    const fault = invalidReasonOf(exemption, this.now());
    return fault === undefined ? { exemption } : { exemption, invalidReason: fault };
  }
}

/** Exemptions in a policy's own configuration: `{ "aks-private-cluster": { "exemptions": [{ "resource": … }] } }`. */
export function configuredExemptions(control: Control, config: Readonly<Record<string, Value>>): readonly Exemption[] {
  if (!Array.isArray(config.exemptions)) return [];
  return config.exemptions.filter(isRecord).map((entry) => ({
    control: control.id,
    resource: text(entry.resource),
    reason: text(entry.reason),
    owner: text(entry.owner),
    expires: text(entry.expires),
  }));
}

/** JSON Schema of that configuration; the engine checks it before the pack sees it. */
export const EXEMPTIONS_SCHEMA = {
  type: "array",
  description: "Resources that may break this control until a day; each use is reported.",
  default: [],
  items: {
    type: "object",
    required: ["resource", "reason", "owner", "expires"],
    additionalProperties: false,
    properties: {
      resource: { type: "string", description: "URN; * stands for any characters." },
      reason: { type: "string", minLength: SHORTEST_REASON },
      owner: { type: "string", minLength: 1 },
      expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
  },
} as const;

function invalidReasonOf(exemption: Exemption, now: Date): string | undefined {
  if (/^[*:]*$/.test(text(exemption.resource))) return "it covers every resource; disable the policy instead";
  if (text(exemption.reason).trim().length < SHORTEST_REASON) return `its reason is shorter than ${SHORTEST_REASON} characters`;
  if (text(exemption.owner).trim() === "") return "it has no owner";
  const end = endOf(text(exemption.expires));
  if (end === undefined) return `its expiry "${exemption.expires}" is no date of the form YYYY-MM-DD`;
  if (end <= now.getTime()) return `it expired on ${exemption.expires}`;
  return end - now.getTime() > (LONGEST_DAYS + 1) * DAY ? `it runs for more than ${LONGEST_DAYS} days` : undefined;
}

/** The first moment after that day, in milliseconds; `undefined` for a day no calendar has. */
function endOf(day: string): number | undefined {
  const start = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return undefined;
  return start + DAY;
}

function names(exemption: Exemption, control: Control): boolean {
  return exemption.control === control.id || exemption.control === control.name;
}

/** Glob match without regular expressions: linear whatever the pattern. */
function matches(glob: string, urn: string): boolean {
  const [head = "", ...rest] = glob.split("*");
  const tail = rest.pop();
  if (tail === undefined) return glob === urn;
  if (!urn.startsWith(head)) return false;
  const from = rest.reduce((at, part) => {
    const found = at < 0 ? -1 : urn.indexOf(part, at);
    return found < 0 ? -1 : found + part.length;
  }, head.length);
  return from >= 0 && urn.length - tail.length >= from && urn.endsWith(tail);
}

/** Whether a glob that spells out stack and project spells out these; one that does not may concern any stack. */
function mayConcern(glob: string, stackUrnPrefix: string): boolean {
  const [stack, project, ...rest] = glob.split("::");
  if (project === undefined || rest.length === 0 || stack?.startsWith("urn:pulumi:") !== true) return true;
  return matches(`${stack}::${project}`, stackUrnPrefix);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function key(exemption: Exemption): string {
  return JSON.stringify([exemption.control, exemption.resource, exemption.reason, exemption.owner, exemption.expires]);
}
