import type { Rule } from "../rule";
import { availabilityRules } from "./availability";
import { containerRules } from "./containers";
import { identityRules } from "./identity";
import { imageRules } from "./images";
import { isolationRules } from "./isolation";
import { placementRules } from "./placement";
import { resourceRules } from "./resources";

/** Requirements for pods in addition to the Pod Security Standards. */
export const rules: readonly Rule[] = [
  ...resourceRules,
  ...imageRules,
  ...containerRules,
  ...identityRules,
  ...isolationRules,
  ...placementRules,
  ...availabilityRules,
];
