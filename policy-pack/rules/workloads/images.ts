import { excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkDigests } from "./digests";
import { checkPinnedImages } from "./pinnedImages";
import { checkPullPolicies } from "./pullPolicies";
import { checkAllowedRegistries, registryOptions } from "./registries";
import { checkRuntimeImages } from "./runtimeImages";

const IMAGES = "https://kubernetes.io/docs/concepts/containers/images/";

/** Which images a pod runs. */
export const imageRules: readonly Rule[] = [
  {
    id: "POD-06",
    name: "pod-allowed-registries",
    title: "Images come from allowed registries",
    why: "Anyone can publish an image in a public registry, under a name like that of a known one, and replace or remove it at any time.",
    fix: "Push or import the image to your Azure Container Registry, or list its registry in the option allowedRegistries.",
    severity: "critical",
    enforcement: "mandatory",
    frameworks: { "MCSB v1": ["PV-2"] },
    url: "https://learn.microsoft.com/azure/container-registry/buffer-gate-public-content",
    types: POD_TYPES,
    options: { ...excludedNamespacesOption, ...registryOptions },
    check: onPods(checkAllowedRegistries),
  },
  {
    id: "POD-07",
    name: "pod-pinned-images",
    title: "Images have a version tag or digest, never latest",
    why: "The tag latest, and no tag, refer to whatever was pushed last, so a restart can run another, unreviewed version.",
    fix: "Use a version tag, preferably together with a digest: name:1.4.2@sha256:….",
    severity: "high",
    enforcement: "mandatory",
    url: `${IMAGES}#image-names`,
    options: excludedNamespacesOption,
    types: POD_TYPES,
    check: onPods(checkPinnedImages),
  },
  {
    id: "POD-08",
    name: "pod-image-digest",
    title: "Images are pinned by a well-formed digest",
    why: "Whoever can push to the repository can move a tag to another image, which the next pod then runs without a deployment.",
    fix: "Append the digest that the registry shows for the tag: name:1.4.2@sha256:….",
    severity: "medium",
    enforcement: "advisory",
    url: `${IMAGES}#updating-images`,
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(checkDigests),
  },
  {
    id: "POD-09",
    name: "pod-image-pull-policy",
    title: "imagePullPolicy is Always for tags (IfNotPresent allowed with digest)",
    why: "With another policy a pod runs what the node has under the tag, without asking the registry whether it is current.",
    fix: "Set imagePullPolicy to Always, or pin the image by digest.",
    severity: "low",
    enforcement: "advisory",
    url: `${IMAGES}#image-pull-policy`,
    types: POD_TYPES,
    options: excludedNamespacesOption,
    remedy: { imagePullPolicy: "Always" },
    check: onPods(checkPullPolicies),
  },
  {
    id: "POD-15",
    name: "pod-runtime-images",
    title: "No SDK/build/debug images",
    why: "Compilers, package managers and debuggers are tools for an attacker, and vulnerabilities that the application does not need.",
    fix: "Build in stages, and run the last one: the application on a runtime image such as mcr.microsoft.com/dotnet/aspnet.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/dotnet/architecture/microservices/net-core-net-framework-containers/official-net-docker-images",
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(checkRuntimeImages),
  },
];
