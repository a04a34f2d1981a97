import type { Registration } from "../registration";
import { SecretTexts } from "./secretTexts";

/** Components of the SDK that register the objects of a chart, folder or file from the program. */
const RENDERED_IN_PROGRAM = /^kubernetes:(?:helm\.sh\/v[23]:Chart|yaml:Config(?:File|Group)|kustomize:Directory)$/;

/** Secrets by component, so that they are collected once for all of its children. */
const secretsOf = new WeakMap<Registration, SecretTexts>();

/** An object that was rendered with secret values of its component; the SDK registers it without marks on them. */
export function withMarkedSecrets(registration: Registration, parent: Registration | undefined): Registration {
  if (parent === undefined || !RENDERED_IN_PROGRAM.test(parent.type) || !registration.type.startsWith("kubernetes:")) return registration;
  const secrets = secretsOf.get(parent) ?? new SecretTexts(parent.inputs);
  secretsOf.set(parent, secrets);
  return secrets.isEmpty ? registration : { ...registration, inputs: secrets.mark(registration.inputs) };
}
