import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Control } from "../rules/rule";
import type { ExemptionMatch } from "./exemptions";
import { stackOf } from "./recorder";
import type { AdvisoryNote, ExemptedNote, Session, UndecidedNote } from "./session";

/** A policy that validates each resource and, at the end, the stack. */
type BothPolicy = ResourceValidationPolicy & StackValidationPolicy;

/** Records inputs for the stack rules and never reports. It is a separate policy, so that disabling a stack rule affects no other. */
export function createInputRecorder({ recorder }: Session): ResourceValidationPolicy {
  return {
    name: "input-recorder",
    displayName: "Input recorder",
    description:
      "Records the inputs that stack-wide controls evaluate. Keep it enabled: without it they receive only the outputs that the engine lists.",
    enforcementLevel: "advisory",
    validateResource: (args) => recorder.record(args),
  };
}

/**
 * Reports what could not be evaluated because a value is unknown at preview: one advisory violation for each resource.
 *
 * The SDK's default, a proxy that throws, reports one advisory violation for each policy, names only the first unknown property and
 * cannot be configured. This policy lists all of them together, can be disabled, and can be set to `mandatory` to make an
 * incomplete preview fail. It must run after the controls: it reports what they noted.
 */
export function createUnknownAtPreview(session: Session): BothPolicy {
  const reportNotes = (urn: string, notes: readonly UndecidedNote[], report: ReportViolation) => {
    if (notes.length === 0) return;
    const rows = [...new Set(notes.map(({ control, path }) => `  ${control.padEnd(9)} ${path}`))];
    const message = [
      "Not evaluated yet: these values are unknown before deployment, or the pack cannot read them. pulumi up evaluates what is known then:",
      ...rows,
    ].join("\n");
    const policy = "unknown-at-preview";
    for (const { control, path } of notes) session.onReport({ policy, control, urn: urn || undefined, path, message, undecided: true });
    report(message, urn || undefined);
  };
  return {
    name: "unknown-at-preview",
    displayName: "Values unknown at preview",
    description: "Controls could not be evaluated at preview.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: ({ urn }, report) => reportNotes(urn, session.undecided.take(urn), report),
    validateStack: (_, report) => {
      for (const [urn, notes] of session.undecided.takeAll()) reportNotes(urn, notes, report);
    },
  };
}

/** Reports advisory findings. A policy has one enforcement level, so advice of a mandatory control needs a separate policy. */
export function createAdvice(session: Session): BothPolicy {
  const name = "advice";
  const reportNotes = (urn: string, notes: readonly AdvisoryNote[], report: ReportViolation) => {
    for (const { control, path, message } of notes) {
      session.onReport({ policy: name, control, urn: urn || undefined, path, message });
      report(message, urn || undefined);
    }
  };
  return {
    name,
    displayName: "Advice",
    description: "Allowed, but a safer configuration exists.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: ({ urn }, report) => reportNotes(urn, session.advisories.take(urn), report),
    validateStack: (_, report) => {
      for (const [urn, notes] of session.advisories.takeAll()) reportNotes(urn, notes, report);
    },
  };
}

/** Reports each use of an exemption, and at the end the exemptions that matched no finding or are not valid. */
export function createExemptionReport(session: Session, controls: readonly Control[]): BothPolicy {
  const name = "exemption-report";
  const reportNotes = (urn: string, notes: readonly ExemptedNote[], report: ReportViolation) => {
    for (const { control, path, match } of notes) {
      const message = `${control} at ${path} is exempt until ${match.exemption.expires}.\n${ownerAndReason(match)}`;
      session.onReport({ policy: name, control, urn: urn || undefined, path, message });
      report(message, urn || undefined);
    }
  };
  return {
    name,
    displayName: "Exemptions in use",
    description: "An exemption was used, is unused or is not valid.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: ({ urn }, report) => reportNotes(urn, session.exempted.take(urn), report),
    validateStack: ({ resources }, report) => {
      for (const [urn, notes] of session.exempted.takeAll()) reportNotes(urn, notes, report);
      for (const match of session.exemptions.unused(stackOf(resources[0]?.urn ?? ""), controls)) {
        const { control, resource } = match.exemption;
        const status = match.invalidReason === undefined ? "matched no finding; remove it" : `is not valid: ${match.invalidReason}`;
        const message = `The exemption of ${control} for ${resource} ${status}.\n${ownerAndReason(match)}`;
        session.onReport({ policy: name, control, urn: undefined, path: "", message });
        report(message);
      }
    },
  };
}

function ownerAndReason({ exemption: { owner, reason } }: ExemptionMatch): string {
  return `  owner     ${owner}\n  reason    ${reason}`;
}
