import { isListed, unlessListed } from "../reading/listed";
import { EXCLUDED_NAMESPACES, strings } from "../reading/pods";
import { isMissing, isUnknown, locate, toNumber, toText } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { AZURE_NAMESPACES, NAME_PATH, nameOf } from "./names";

/** Option with the oldest Kubernetes version that the clusters run. */
export const OLDEST_VERSION = "oldestVersion";
/** The oldest version that AKS supports without long-term support: support of 1.34 ends in November 2026 (AKS release notes 2026-10-25). */
export const OLDEST_SUPPORTED_VERSION = "v1.35";
const MODES = ["enforce", "audit", "warn"];
const VERSION = /^v1\.(\d+)$/;

/**
 * The versions that a namespace pins are those of a supported cluster or newer: the API server applies its own where it is older. Without
 * the label, or with `latest`, it always does.
 */
export function checkStandardsVersion(resource: RuleResource, context: RuleContext): Outcome {
  const excluded = isListed(nameOf(resource), strings(context, EXCLUDED_NAMESPACES), AZURE_NAMESPACES);
  const oldest = String(context.config[OLDEST_VERSION]);
  return unlessListed(excluded, NAME_PATH, () =>
    MODES.flatMap((mode) => locate(resource.props, `metadata.labels["pod-security.kubernetes.io/${mode}-version"]`)).flatMap(
      ({ path, value }): CheckResults => {
        if (isUnknown(value)) return [{ unknown: path }];
        if (isMissing(value) || value === "latest" || minorOf(value) >= minorOf(oldest)) return [];
        return [{ path, found: value, expected: `${oldest} or later, or latest` }];
      },
    ),
  );
}

/** The minor version; of any other text one that is too old, since the API server rejects it. */
function minorOf(version: unknown): number {
  return toNumber(VERSION.exec(toText(version))?.[1] ?? Number.NEGATIVE_INFINITY);
}
