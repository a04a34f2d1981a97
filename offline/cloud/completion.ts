import type { Properties } from "../wire";
import type { Declarations } from "./declarations/declarations";
import type { Member } from "./declarations/members";
import { completeKubernetes } from "./kubernetesStatus";
import { completeRecord } from "./plausible/complete";
import { subjectOf } from "./plausible/subject";
import type { CloudContext, KnownResource } from "./types";

/**
 * The outputs that a program receives: those that are known, and every other one that the SDK declares for the type, at every depth. The
 * latter are plausible, or unknown if they are to be so. Policies do not receive them: a violation in a value that is made up would be none.
 */
export function completeOutputs(resource: KnownResource, declarations: Declarations, unknowns: boolean, context: CloudContext): Properties {
  const { type, name, id, outputs } = resource;
  const [pkg = ""] = type.split(":", 1);
  if (pkg === "kubernetes") return unknowns ? outputs : completeKubernetes(resource);
  if (pkg === "pulumi" || pkg === "pulumi-nodejs") return outputs;
  const types = declarations.of(pkg);
  const members = types?.outputsOf(type);
  if (types === undefined || members === undefined) return outputs;
  const physical = { id, name: typeof outputs.name === "string" ? outputs.name : name, location: outputs.location ?? outputs.region };
  return completeRecord(readMembers(members), outputs, {
    types,
    subject: subjectOf(type, physical, context),
    absent: unknowns ? "unknown" : "plausible",
    // azure-native leaves every property unknown that is no input (provider/pkg/convert/previewOutputs.go); others know what is not set.
    optional: unknowns && pkg.startsWith("azure-native"),
    elements: { objects: 0, scalars: 1 },
  });
}

const read = new WeakMap<readonly Member[], readonly Member[]>();

/** `systemData` says who changed the resource and when. */
function readMembers(members: readonly Member[]): readonly Member[] {
  const known = read.get(members) ?? members.filter(([name]) => name !== "systemData" && name !== "urn");
  read.set(members, known);
  return known;
}
