import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import { REGISTRY } from "../facts/tokens";
import { parseImage } from "../reading/images";
import { isListed, unlessExcluded } from "../reading/listed";
import { perStack } from "../reading/memoize";
import { below, declaredNamespace, EXCLUDED_NAMESPACES, NAMESPACE_PATH, POD_TYPES, type Pod, podOf, strings } from "../reading/pods";
import { isUnknown, type Located } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

/** Login servers of Azure registries: `<registry>.azurecr.io`, in other clouds `.cn` and `.us`. */
const LOGIN_SERVER = /^([a-z0-9]+)(?:-[a-z0-9]+)?\.azurecr\.(?:io|cn|us)$/;

interface Registries {
  readonly names: ReadonlySet<string>;
  /** Whether the name of one is not known yet: a generated name begins with the logical one. */
  readonly hasUnknown: boolean;
}

const registriesOf = perStack((stack): Registries => {
  const names = stack.ofType(REGISTRY).map(({ props }) => props.registryName);
  return {
    names: new Set(names.filter((name) => typeof name === "string").map((name) => name.toLowerCase())),
    hasUnknown: names.some((name) => typeof name !== "string"),
  };
});

/**
 * Compliant: images from Azure registries are from one of this stack's, or from one that is allowed. POD-06 reports images from other
 * registries. A stack without a registry uses another stack's; there only configuration can name it.
 */
export function checkDedicatedRegistry(stack: StackView, context: RuleContext): Outcome {
  const allowed = strings(context, "allowedRegistries").map((server) => server.toLowerCase());
  const resources = stack.ofType(...POD_TYPES);
  if (resources.length === 0 || (allowed.length === 0 && stack.ofType(REGISTRY).length === 0)) return NOT_APPLICABLE;
  return resources.flatMap((resource) => {
    const excluded = isListed(declaredNamespace(resource), strings(context, EXCLUDED_NAMESPACES), SYSTEM_NAMESPACES);
    return unlessExcluded(excluded, NAMESPACE_PATH, resource, () => checkPod(stack, podOf(resource), allowed));
  });
}

/** One finding for each registry of a pod, at the first container that uses it. */
function checkPod(stack: StackView, pod: Pod, allowed: readonly string[]): CheckResults {
  const seen = new Set<string>();
  return pod.containers
    .flatMap((container) => below(container, "image"))
    .flatMap((image) => {
      if (isUnknown(image.value)) return isOwnImage(stack, pod.resource) ? [] : [{ unknown: image.path, resource: pod.resource }];
      const server = serverOf(image);
      if (server === undefined || seen.has(server)) return [];
      seen.add(server);
      return checkServer(stack, pod.resource, image.path, server, allowed);
    });
}

function checkServer(stack: StackView, resource: RuleResource, path: string, server: string, allowed: readonly string[]): CheckResults {
  const { names, hasUnknown } = registriesOf(stack);
  const name = LOGIN_SERVER.exec(server)?.[1];
  if (name === undefined || names.has(name) || allowed.includes(server)) return [];
  if (hasUnknown) return [{ unknown: path, resource }];
  return [{ path, found: server, expected: "a registry of this stack, or one in allowedRegistries", resource }];
}

function serverOf({ value }: Located): string | undefined {
  return typeof value === "string" && value !== "" ? parseImage(value).repository.split("/")[0] : undefined;
}

/** Whether an unknown image was computed from a registry of this stack. */
function isOwnImage(stack: StackView, pod: RuleResource): boolean {
  return stack.sourcesOf(pod, "spec").some(({ type }) => type === REGISTRY);
}
