import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import { SECRET } from "../facts/tokens";
import { isListed, unlessExcluded } from "../reading/listed";
import { at, below, declaredNamespace, EXCLUDED_NAMESPACES, NAMESPACE_PATH, POD_TYPES, podOf, strings } from "../reading/pods";
import { elements, get, isMissing, isRecord, isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { filledFields } from "./literalSecret";

/** Types of Secrets that hold what expires or has to be replaced; the general type is evaluated by SEC-02, accounts' tokens by RB-09. */
const CREDENTIAL_TYPES: readonly string[] = [
  "kubernetes.io/tls",
  "kubernetes.io/basic-auth",
  "kubernetes.io/ssh-auth",
  "kubernetes.io/dockercfg",
  "kubernetes.io/dockerconfigjson",
];
const SECRETS_STORE = "secrets-store.csi.k8s.io";

/**
 * Every secret is renewed, and reaches its pods when it is: no certificate or credential is a literal Secret, and no pod mounts part of a
 * volume with secrets by `subPath`, which Kubernetes does not update. The sources themselves (rotation of the CSI driver, refresh of an
 * ExternalSecret, expiry in the vault) are evaluated by AKS-19, SEC-04 and KV-10.
 */
export function checkRotation(stack: StackView, context: RuleContext): Outcome {
  const isExcluded = (resource: RuleResource) =>
    isListed(declaredNamespace(resource), strings(context, EXCLUDED_NAMESPACES), SYSTEM_NAMESPACES);
  const evaluated = stack.ofType(SECRET, ...POD_TYPES).filter((resource) => isExcluded(resource) !== true);
  if (evaluated.length === 0) return NOT_APPLICABLE;
  return evaluated.flatMap((resource) =>
    unlessExcluded(isExcluded(resource), NAMESPACE_PATH, resource, () =>
      resource.type === SECRET ? checkSecret(resource) : checkMounts(resource),
    ),
  );
}

function checkSecret(resource: RuleResource): CheckResults {
  const { type } = resource.props;
  const [filled] = filledFields(resource);
  if (filled === undefined || elements(get(resource.props, "metadata.ownerReferences")).length > 0) return [];
  if (typeof type !== "string" || !CREDENTIAL_TYPES.includes(type)) return isUnknown(type) ? [{ unknown: "type", resource }] : [];
  const unknown = isUnknown(filled.value) ? filled.path : undefined;
  const owners = isUnknown(get(resource.props, "metadata.ownerReferences")) ? "metadata.ownerReferences" : undefined;
  if (unknown !== undefined || owners !== undefined) return [{ unknown: unknown ?? owners ?? "type", resource }];
  return [{ path: "type", found: type, expected: "a Secret that cert-manager, External Secrets or the CSI driver writes", resource }];
}

function checkMounts(resource: RuleResource): CheckResults {
  const pod = podOf(resource);
  const volumes = below(pod.spec, "volumes[*]");
  return pod.containers
    .flatMap((container) => below(container, "volumeMounts[*]"))
    .flatMap((mount): CheckResults => {
      const [subPath, name] = [at(mount, "subPath"), at(mount, "name").value];
      if (isMissing(subPath.value) || subPath.value === "" || isUnknown(mount.value)) return [];
      const volume = volumes.find((one) => get(one.value, "name") === name && !isUnknown(name));
      const holds = volume === undefined ? undefined : holdsSecrets(volume);
      if (holds !== true)
        return holds === undefined && isUnknown(name) && volumes.some(holdsSecrets) ? [{ unknown: at(mount, "name").path, resource }] : [];
      if (isUnknown(subPath.value)) return [{ unknown: subPath.path, resource }];
      return [{ path: subPath.path, found: subPath.value, expected: "no subPath: the volume as a directory", resource }];
    });
}

function holdsSecrets({ value }: Located): boolean {
  if (!isRecord(value)) return false;
  const projected = elements(get(value, "projected.sources")).some((source) => isRecord(get(source, "secret")));
  return isRecord(value.secret) || projected || get(value, "csi.driver") === SECRETS_STORE;
}
