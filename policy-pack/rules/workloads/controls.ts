import { excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkPinnedImages } from "./pinnedImages";

/** Requirements for pods in addition to the Pod Security Standards. */
export const rules: readonly Rule[] = [
  {
    id: "POD-07",
    name: "pod-pinned-images",
    title: "Images have a version tag or digest, never latest",
    why: "The tag latest, and no tag, refer to whatever was pushed last, so a restart can run another, unreviewed version.",
    fix: "Use a version tag, preferably together with a digest: name:1.4.2@sha256:….",
    severity: "high",
    enforcement: "mandatory",
    url: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
    options: excludedNamespacesOption,
    types: POD_TYPES,
    check: onPods(checkPinnedImages),
  },
];
