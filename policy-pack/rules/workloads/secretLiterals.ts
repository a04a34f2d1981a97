import { holdsCredential, mayNameCredential } from "../reading/credentials";
import { containsCredential } from "../reading/credentialValues";
import { at, below, type Pod, type PodCheck } from "../reading/pods";
import { entries, get, isMissing, isUnknown, type Located, toText } from "../reading/values";
import type { CheckResults, RuleContext } from "../rule";
import { checkSecretsByReference } from "../sidecar/credentials";
import { sidecarsOf } from "../sidecar/detect";
import { commandLinesOf, type NamedText, namedArguments } from "./commandLines";

/** A copy of the whole object, whose own fields are evaluated. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];
const HANDLERS = ["lifecycle.postStart", "lifecycle.preStop"];

/**
 * Compliant: no variable, argument, header of a probe or annotation is a credential, by its name and its value. That Pulumi marks a
 * value as secret protects its state and log only: the pod's spec has it in plain text, so it is evaluated like any other. Values
 * that the control for the sidecar's own secrets reports are left to it.
 */
export const checkSecretLiterals: PodCheck = (pod, context) => {
  const reported = new Set(sidecarResults(pod, context).map(pathOf));
  const results = [...pod.containers.flatMap(textsOf), ...annotationsOf(pod)].flatMap(checkText);
  return results.filter((item) => {
    const isNew = !reported.has(pathOf(item));
    // A script may contain several.
    reported.add(pathOf(item));
    return isNew;
  });
};

const pathOf = (item: CheckResults[number]): string => ("unknown" in item ? item.unknown : item.path);

function sidecarResults(pod: Pod, context: RuleContext): CheckResults {
  return sidecarsOf(pod).flatMap((sidecar) => checkSecretsByReference(sidecar, context));
}

/** The message never has the value; a variable's name is in it, since its path has only a number. */
function checkText({ path, name, value }: NamedText): CheckResults {
  if (isUnknown(value)) return isUnknown(name) || mayNameCredential(toText(name)) ? [{ unknown: path }] : [];
  if (typeof value !== "string") return [];
  if (isUnknown(name) && !containsCredential(value)) return [{ unknown: path }];
  const known = typeof name === "string" ? name : "";
  if (!holdsCredential(known, value)) return [];
  const subject = known === "" ? "no credential: read it from a Secret or a file" : `${known} from a Secret or a file`;
  return [{ path, expected: subject }];
}

function textsOf(container: Located): readonly NamedText[] {
  if (isUnknown(container.value)) return [{ ...container, name: container.value }];
  return [
    ...variablesOf(container),
    ...commandLinesOf(container, [...PROBES, ...HANDLERS]).flatMap(namedArguments),
    ...[...PROBES, ...HANDLERS].flatMap((handler) => headersOf(at(container, handler))),
  ];
}

function variablesOf(container: Located): readonly NamedText[] {
  return below(container, "env[*]").map((variable): NamedText => {
    if (isUnknown(variable.value)) return { ...variable, name: variable.value };
    return { name: get(variable.value, "name") ?? "", path: `${variable.path}.value`, value: get(variable.value, "value") };
  });
}

function headersOf(handler: Located): readonly NamedText[] {
  if (isMissing(handler.value)) return [];
  return below(handler, "httpGet.httpHeaders[*]").map((header) => ({ ...at(header, "value"), name: get(header.value, "name") ?? "" }));
}

/** Annotations of the pods, and of the object that runs them. */
function annotationsOf({ metadata, resource }: Pod): readonly NamedText[] {
  const owner: Located = { path: "metadata", value: resource.props.metadata };
  return (metadata.path === owner.path ? [metadata] : [metadata, owner])
    .map((one) => at(one, "annotations"))
    .flatMap(({ path, value }) => {
      if (isUnknown(value)) return [{ path, value, name: value }];
      const own = entries(value).filter(([name]) => name !== LAST_APPLIED);
      return own.map(([name, text]): NamedText => ({ path: `${path}["${name}"]`, value: text, name }));
    });
}
