import type { Rule } from "../rule";
import { baselineRules } from "./baseline";
import { restrictedRules } from "./restricted";

/**
 * The Pod Security Standards at level restricted, one rule per control of the standards (Kubernetes v1.36).
 *
 * Where the restricted level is stricter than a control of the baseline (capabilities, volumes, seccomp), both are evaluated, so
 * that the weaker one still applies to a namespace configured as baseline; what violates both levels is reported by the weaker one
 * alone. Namespaces that Azure manages are excluded.
 */
export const rules: readonly Rule[] = [...baselineRules, ...restrictedRules];
