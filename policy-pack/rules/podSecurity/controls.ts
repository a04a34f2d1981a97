import type { Rule } from "../rule";
import { baselineRules } from "./baseline";
import { restrictedRules } from "./restricted";

/**
 * The Pod Security Standards at level restricted, one rule a control of theirs (Kubernetes v1.36).
 *
 * Where the restricted level sharpens a control of the baseline (capabilities, volumes, seccomp), both speak, so that a
 * namespace configured as baseline keeps the weaker one. Namespaces that Azure fills are left out.
 */
export const rules: readonly Rule[] = [...baselineRules, ...restrictedRules];
