import { at, below, type PodCheck } from "../reading/pods";
import { isMissing, isUnknown, type Located } from "../reading/values";
import { sidecarsOf } from "../sidecar/detect";

/**
 * Compliant: containers read Secrets from mounted files, not from environment variables. One result for all variables of a pod. The
 * Entra auth sidecar reads its settings from variables, and its own control requires references to Secrets there.
 */
export const checkSecretsAsFiles: PodCheck = (pod) => {
  const sidecars = sidecarsOf(pod).map(({ container }) => container.path);
  const containers = pod.containers.filter(({ path }) => !sidecars.includes(path));
  const references = containers.flatMap((container) => [
    ...below(container, "env[*]").map((variable) => at(variable, "valueFrom.secretKeyRef")),
    ...below(container, "envFrom[*]").map((source) => at(source, "secretRef")),
  ]);
  const used = references.filter(({ value }) => !isMissing(value) && !isUnknown(value));
  // An unknown image may be the sidecar's.
  const image = containers.map((container) => at(container, "image")).find(({ value }) => isUnknown(value));
  if (image !== undefined && used.length > 0) return [{ unknown: image.path }];
  return [...findingFor(used), ...references.filter(({ value }) => isUnknown(value)).map(({ path }) => ({ unknown: path }))];
};

function findingFor(references: readonly Located[]) {
  const [first] = references;
  if (first === undefined) return [];
  const number = references.length === 1 ? "1 reference" : `${references.length} references`;
  return [{ path: first.path, found: `${number} to Secrets in variables`, expected: "files of a mounted volume" }];
}
