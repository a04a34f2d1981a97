import { isRecord, type Value } from "../rules/reading/values";
import type { Control } from "../rules/rule";

/** Permission for some resources to violate one control until an expiry date. */
export interface Exemption {
  /** Id or policy name of the control: `AKS-12` or `aks-encryption-at-host`. */
  readonly control: string;
  /** Resource URN, `*` matches any characters: `urn:pulumi:shop-dev::shop::*::build-pool`. */
  readonly resource: string;
  /** Why the risk is accepted, at least 10 characters. */
  readonly reason: string;
  /** The person or team who accepts the risk. */
  readonly owner: string;
  /** Last day on which it is valid, `YYYY-MM-DD` in UTC, at most 180 days ahead. */
  readonly expires: string;
}

/** An exemption that matches a finding, and whether it is valid. */
export interface ExemptionMatch {
  readonly exemption: Exemption;
  /** Why the exemption is not valid; absent if it is. */
  readonly invalidReason?: string;
}

const SHORTEST_REASON = 10;
const LONGEST_DAYS = 180;
const DAY = 24 * 60 * 60 * 1000;

/** The exemptions of one pack, and which of them were used. Nothing here throws: an invalid exemption exempts nothing. */
export class Exemptions {
  private readonly used = new Set<string>();

  constructor(
    private readonly listed: readonly Exemption[],
    private readonly now: () => Date,
  ) {}

  /**
   * The exemption for a finding, a valid one first.
   *
   * @param configured exemptions from the policy's own configuration, which need no `control`.
   */
  match(control: Control, urn: string, configured: readonly Exemption[]): ExemptionMatch | undefined {
    const candidates = [...configured, ...this.listed.filter((one) => appliesTo(one, control))]
      .filter((exemption) => matches(String(exemption.resource), urn))
      .map((exemption) => this.validate(exemption));
    const best = candidates.find(({ invalidReason }) => invalidReason === undefined) ?? candidates[0];
    if (best !== undefined) this.used.add(key(best.exemption));
    return best;
  }

  /** Exemptions that could apply to a resource of this stack but matched no finding. */
  unused(stackUrnPrefix: string, controls: readonly Control[]): readonly ExemptionMatch[] {
    return this.listed
      .filter((one) => !this.used.has(key(one)) && mayMatch(String(one.resource), stackUrnPrefix))
      .map((one) =>
        controls.some((control) => appliesTo(one, control)) ? this.validate(one) : { exemption: one, invalidReason: "no such control" },
      );
  }

  private validate(exemption: Exemption): ExemptionMatch {
    const invalidReason = invalidReasonOf(exemption, this.now());
    return invalidReason === undefined ? { exemption } : { exemption, invalidReason };
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

/** JSON Schema of that configuration; the engine validates against it before the pack receives the configuration. */
export const EXEMPTIONS_SCHEMA = {
  type: "array",
  description: "Resources that may violate this control until an expiry date; each use is reported.",
  default: [],
  items: {
    type: "object",
    required: ["resource", "reason", "owner", "expires"],
    additionalProperties: false,
    properties: {
      resource: { type: "string", description: "URN; * matches any characters." },
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
  if (end === undefined) return `its expiry "${exemption.expires}" is not a date of the form YYYY-MM-DD`;
  if (end <= now.getTime()) return `it expired on ${exemption.expires}`;
  return end - now.getTime() > (LONGEST_DAYS + 1) * DAY ? `it expires more than ${LONGEST_DAYS} days from now` : undefined;
}

/** The first moment after that day, in milliseconds; `undefined` for a date that does not exist. */
function endOf(day: string): number | undefined {
  const start = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return undefined;
  return start + DAY;
}

function appliesTo(exemption: Exemption, control: Control): boolean {
  return exemption.control === control.id || exemption.control === control.name;
}

/** Glob match without regular expressions: linear for every pattern. */
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

/** Whether a glob can match a URN of this stack; one that does not spell out stack and project can match any stack's. */
function mayMatch(glob: string, stackUrnPrefix: string): boolean {
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
