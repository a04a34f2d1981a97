import { POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { onSidecars } from "./detect";
import { checkInformationLogging, checkNoDebugLogging, checkNotDevelopment } from "./logging";
import { SECURITY, SOURCE } from "./pages";

/** Controls for the sidecar's log and environment. */
export const rules: readonly Rule[] = [
  {
    id: "SC-16",
    name: "sidecar-no-debug-logging",
    title: "No Debug/Trace log level in production",
    why: "At these levels the log can contain tokens, claims and personal data, and many people can read logs.",
    fix: "Set the log level to Information.",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: SECURITY,
    types: POD_TYPES,
    remedy: { value: "Information" },
    check: onSidecars(checkNoDebugLogging),
  },
  {
    id: "SC-17",
    name: "sidecar-information-logging",
    title: "Log level is at least Information",
    why: "Above Information the log does not show which tokens were requested, so misuse cannot be investigated.",
    fix: "Set Logging__LogLevel__Default and Logging__LogLevel__Microsoft.Identity.Web to Information.",
    severity: "low",
    enforcement: "advisory",
    url: SECURITY,
    types: POD_TYPES,
    remedy: { value: "Information" },
    check: onSidecars(checkInformationLogging),
  },
  {
    id: "SC-18",
    name: "sidecar-not-development",
    title: "ASPNETCORE_ENVIRONMENT is not Development",
    why: "In Development the image does not check that callers are in the pod, and serves the description of its API.",
    fix: "Set ASPNETCORE_ENVIRONMENT to Production, and remove DOTNET_ENVIRONMENT.",
    severity: "critical",
    enforcement: "mandatory",
    url: SOURCE,
    types: POD_TYPES,
    remedy: { value: "Production" },
    check: onSidecars(checkNotDevelopment),
  },
];
