import { isWideRange, isWideWithPrivate } from "../reading/addresses";
import { below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, toNumber, UNKNOWN, type Value } from "../reading/values";
import type { CheckResults, RuleContext, RuleResource } from "../rule";
import { isNarrow } from "./ports";
import { includesAddress } from "./ranges";

/** Option that lists the ports of public destinations. */
export const PUBLIC_PORTS = "publicPorts";

/** Azure's instance metadata service, which gives every pod that reaches it tokens of the node's identities, on port 80. */
const METADATA_SERVICE = "169.254.169.254";
const METADATA_PORT = 80;

/**
 * Compliant: a rule for all addresses names the listed ports only, and does not open the metadata service. Rules that NP-03 reports,
 * since they open most ports of private networks too, are not reported again.
 */
export function checkEgressPorts(resource: RuleResource, { config }: RuleContext): CheckResults {
  const allowed = elements(config[PUBLIC_PORTS]);
  return below({ path: "spec", value: resource.props.spec }, "egress[*]").flatMap((rule) => {
    const ports = get(rule.value, "ports");
    const allowsPorts = areAllowed(ports, allowed);
    return wideBlocks(rule).flatMap(({ path, value }): CheckResults => {
      if (isReportedAsOpen(value, ports)) return [];
      const isUncertain = isUnknown(value) || isUnknown(get(value, "cidr"));
      const isCompliant = allOf([allowsPorts, anyOf([negate(opensPort80(ports)), excludesMetadata(value)])]);
      if (isCompliant === true) return [];
      if (isUnknown(isCompliant) || isUncertain) return [{ unknown: path }];
      const expected = `only ports ${allowed.map(String).join(", ")}; with port ${METADATA_PORT}, except ${METADATA_SERVICE}/32`;
      return [{ path, found: { ...(value as object), ports }, expected }];
    });
  });
}

/** Blocks of all addresses, or a large part of them; a rule without peers is one. */
function wideBlocks(rule: Located): readonly Located[] {
  const to = get(rule.value, "to");
  if (isUnknown(rule.value) || isUnknown(to)) return [{ path: isUnknown(rule.value) ? rule.path : `${rule.path}.to`, value: UNKNOWN }];
  if (elements(to).length === 0) return [{ path: rule.path, value: { cidr: "0.0.0.0/0" } }];
  return below(rule, "to[*].ipBlock").filter(({ value }) => {
    const cidr = get(value, "cidr");
    return !isMissing(value) && (isUnknown(cidr) || isWideRange(cidr));
  });
}

function isReportedAsOpen(block: Value, ports: Value): boolean {
  return !isUnknown(block) && isNarrow(ports) === false && isWideWithPrivate(get(block, "cidr")) && isEmpty(get(block, "except")) === true;
}

/** Whether a list of ports contains allowed ones only. A port by name is a port of pods, which no address outside the cluster has. */
function areAllowed(ports: Value, allowed: readonly Value[]): Match {
  if (isUnknown(ports)) return UNKNOWN;
  const matches = elements(ports).map((entry): Match => {
    const [port, end] = [get(entry, "port"), get(entry, "endPort")];
    if (isUnknown(entry) || isUnknown(port) || isUnknown(end)) return UNKNOWN;
    if (isMissing(port)) return false;
    return typeof port === "string" && !/^\d+$/.test(port)
      ? true
      : allowed.some((one) => one === toNumber(port)) && (isMissing(end) || end === port);
  });
  return matches.length > 0 && allOf(matches);
}

function opensPort80(ports: Value): Match {
  if (isUnknown(ports)) return UNKNOWN;
  const matches = elements(ports).map((entry): Match => {
    const [port, end] = [get(entry, "port"), get(entry, "endPort")];
    if (isUnknown(entry) || isUnknown(port) || isUnknown(end)) return UNKNOWN;
    return isMissing(port) || (toNumber(port) <= METADATA_PORT && METADATA_PORT <= toNumber(end ?? port));
  });
  return matches.length === 0 || anyOf(matches);
}

function excludesMetadata(block: Value): Match {
  const [cidr, except] = [get(block, "cidr"), get(block, "except")];
  if (isUnknown(cidr) || isUnknown(except)) return UNKNOWN;
  const excluded = elements(except).map((range) => (isUnknown(range) ? UNKNOWN : includesAddress(range, METADATA_SERVICE)));
  return anyOf([!includesAddress(cidr, METADATA_SERVICE), ...excluded]);
}
