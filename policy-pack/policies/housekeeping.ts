import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Control } from "../rules/rule";
import type { ExemptionMatch } from "./exemptions";
import { stackOf } from "./recorder";
import type { AdvisoryNote, ExemptedNote, Session, UndecidedNote } from "./session";

/** A policy that is asked about each resource and, at the end, about the stack. */
type BothPolicy = ResourceValidationPolicy & StackValidationPolicy;

/** Keeps inputs for the stack rules; never reports. A policy of its own, so that turning one stack rule off blinds no other. */
export function inputRecorder({ recorder }: Session): ResourceValidationPolicy {
  return {
    name: "input-recorder",
    displayName: "Input recorder",
    description: "Keeps the inputs that stack-wide controls judge. Leave it on: without it they see only what the engine shows them.",
    enforcementLevel: "advisory",
    validateResource: (args) => recorder.record(args),
  };
}

/**
 * Tells what could not be judged because a value does not exist yet: one advisory a resource.
 *
 * The SDK's own way, letting its proxy throw, gives one advisory for every policy, names only the first unknown property, and
 * cannot be configured. This policy lists all of them at once, can be turned off, and can be set to `mandatory` by those who
 * want a preview to fail unless it is complete. It must be the last to run: it collects what the others noted.
 */
export function unknownAtPreview(session: Session): BothPolicy {
  const tell = (urn: string, notes: readonly UndecidedNote[], report: ReportViolation) => {
    if (notes.length === 0) return;
    const rows = [...new Set(notes.map(({ control, path }) => `  ${control.padEnd(9)} ${path}`))];
    const message = ["Not judged yet, because these values do not exist before deployment; pulumi up judges them:", ...rows].join("\n");
    const policy = "unknown-at-preview";
    for (const { control, path } of notes) session.onReport({ policy, control, urn: urn || undefined, path, message });
    report(message, urn || undefined);
  };
  return {
    name: "unknown-at-preview",
    displayName: "Values unknown at preview",
    description: "Controls could not be judged at preview.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: ({ urn }, report) => tell(urn, session.undecided.take(urn), report),
    validateStack: (_, report) => {
      for (const [urn, notes] of session.undecided.takeAll()) tell(urn, notes, report);
    },
  };
}

/** Tells what rules allow but want known. A policy runs at one level, so advice of a mandatory control needs one of its own. */
export function advice(session: Session): BothPolicy {
  const name = "advice";
  const tell = (urn: string, notes: readonly AdvisoryNote[], report: ReportViolation) => {
    for (const { control, path, message } of notes) {
      session.onReport({ policy: name, control, urn: urn || undefined, path, message });
      report(message, urn || undefined);
    }
  };
  return {
    name,
    displayName: "Advice",
    description: "Allowed, but there is a better choice.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: ({ urn }, report) => tell(urn, session.advisories.take(urn), report),
    validateStack: (_, report) => {
      for (const [urn, notes] of session.advisories.takeAll()) tell(urn, notes, report);
    },
  };
}

/** Makes exemptions visible: each use, and at the end those that met nothing or cannot count. */
export function exemptionReport(session: Session, controls: readonly Control[]): BothPolicy {
  const name = "exemption-report";
  const tell = (urn: string, notes: readonly ExemptedNote[], report: ReportViolation) => {
    for (const { control, path, exemption: ruling } of notes) {
      const message = `${control} at ${path} is exempt until ${ruling.exemption.expires}.\n${signed(ruling)}`;
      session.onReport({ policy: name, control, urn: urn || undefined, path, message });
      report(message, urn || undefined);
    }
  };
  return {
    name,
    displayName: "Exemptions in use",
    description: "An exemption was used, or is of no use.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: ({ urn }, report) => tell(urn, session.exempted.take(urn), report),
    validateStack: ({ resources }, report) => {
      for (const [urn, notes] of session.exempted.takeAll()) tell(urn, notes, report);
      for (const ruling of session.exemptions.unused(stackOf(resources[0]?.urn ?? ""), controls)) {
        const { control, resource } = ruling.exemption;
        const message = `The exemption of ${control} for ${resource} ${ruling.invalidReason === undefined ? "covered nothing; remove it" : `does not count: ${ruling.invalidReason}`}.\n${signed(ruling)}`;
        session.onReport({ policy: name, control, urn: undefined, path: "", message });
        report(message);
      }
    },
  };
}

function signed({ exemption: { owner, reason } }: ExemptionMatch): string {
  return `  owner     ${owner}\n  reason    ${reason}`;
}
