import { onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { pinnedImages } from "./pinnedImages";

/** What pods must have beyond the Pod Security Standards. */
export const rules: readonly Rule[] = [
  {
    id: "POD-07",
    name: "pod-pinned-images",
    title: "Images have a version tag or digest, never latest",
    why: "The tag latest, and no tag, mean whatever was pushed last: nobody chose what runs after the next restart.",
    fix: "Name a version tag, best with a digest beside it: name:1.4.2@sha256:….",
    severity: "high",
    enforcement: "mandatory",
    url: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
    types: POD_TYPES,
    check: onPods(pinnedImages),
  },
];
