import { HELM_RELEASE } from "../facts/tokens";
import { strings } from "../reading/pods";
import { get, isMissing, isUnknown, type Located, toText, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { checkSecurityValues } from "./securityValues";

/** Option that lists the allowed repositories. */
export const REPOSITORIES = "allowedRepositories";
const CHART = "chart";
const VERSION = "version";
const REPOSITORY = "repositoryOpts.repo";
/** An exact semantic version. Helm takes anything else as a range, or as the newest version. */
const EXACT_VERSION = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
const ENCRYPTED = /^(?:https|oci):\/\//i;
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\//i;
const ARCHIVE = /\.tgz(?:[?#].*)?$/i;
const LOCAL_PATH = /^(?:\.{0,2}\/|~|[A-Za-z]:\\)|^(?!.*:\/\/).*\.tgz$/i;

/**
 * A release installs an exact version of a chart, from an allowed https or oci address, and its values turn no security setting off. A
 * chart on disk is part of the program's repository; the objects of a Chart, other than those of a Release, are evaluated themselves.
 */
export function checkRelease(resource: RuleResource, context: RuleContext): Outcome {
  const chart = resource.props[CHART];
  const values = resource.type === HELM_RELEASE ? checkSecurityValues(resource) : [];
  if (isUnknown(chart)) return [{ unknown: CHART }, ...values];
  if (typeof chart !== "string" || LOCAL_PATH.test(chart)) return values;
  return [...checkSource(resource, chart, context), ...checkVersion(resource, chart), ...values];
}

function checkSource({ props }: RuleResource, chart: string, context: RuleContext): CheckResults {
  const source: Located = ADDRESS.test(chart) ? { path: CHART, value: chart } : { path: REPOSITORY, value: get(props, REPOSITORY) };
  if (isUnknown(source.value)) return [{ unknown: source.path }];
  // A chart by its name alone is a folder; `repository/name` depends on what `helm repo add` configured on the machine.
  if (isMissing(source.value) && !chart.includes("/")) return [];
  const allowed = strings(context, REPOSITORIES);
  const isAllowed = typeof source.value === "string" && ENCRYPTED.test(source.value) && isBelowAny(source.value, allowed);
  if (isAllowed) return [];
  return [{ ...found(source), expected: allowed.length === 0 ? "an https or oci address" : `an address below ${allowed.join(", ")}` }];
}

/** Whether an address is one of the listed ones or below it: `https://charts.example.com.evil.org` is not below `https://charts.example.com`. */
function isBelowAny(address: string, listed: readonly string[]): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/\/+$/, "");
  return listed.length === 0 || listed.some((one) => bare(address) === bare(one) || bare(address).startsWith(`${bare(one)}/`));
}

function checkVersion({ props }: RuleResource, chart: string): CheckResults {
  const version = props[VERSION];
  if (isUnknown(version)) return [{ unknown: VERSION }];
  if (isMissing(version) || version === "")
    return isOneVersion(props, chart) ? [] : [{ path: VERSION, found: version, expected: "an exact version" }];
  return EXACT_VERSION.test(toText(version)) ? [] : [{ path: VERSION, found: version, expected: "an exact version, such as 1.4.2" }];
}

/** Whether a chart is one version without naming it: an archive by its address, or a folder, which needs no repository. */
function isOneVersion(props: RuleResource["props"], chart: string): boolean {
  const repository = get(props, REPOSITORY);
  return (ADDRESS.test(chart) && ARCHIVE.test(chart)) || (!chart.includes("/") && (isMissing(repository) || isUnknown(repository)));
}

/** An address may contain a user's password. */
function found({ path, value }: Located): { readonly path: string; readonly found?: Value } {
  return typeof value === "string" && value.includes("@") ? { path } : { path, found: value };
}
