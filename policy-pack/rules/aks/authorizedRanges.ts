import { elements, get, isMissing, isUnknown, type Value } from "../reading/values";
import { type Finding, NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";

const PATH = "apiServerAccessProfile.authorizedIPRanges";
const EXPECTED = "ranges of known networks, none wider than /8";

/** No organisation owns more than a /8, so a shorter prefix admits others; 0.0.0.0/1 and 128.0.0.0/1 together are 0.0.0.0/0. */
const SHORTEST_PREFIX = 8;

/** Compliant: the cluster is private, or it lists at least one range and none of them is wider than a /8. */
export function checkAuthorizedRanges({ props }: RuleResource): Outcome {
  const isPrivate = get(props, "apiServerAccessProfile.enablePrivateCluster");
  if (isPrivate === true) return NOT_APPLICABLE;
  if (isUnknown(isPrivate)) return [{ unknown: "apiServerAccessProfile.enablePrivateCluster" }];
  const ranges = get(props, PATH);
  if (isUnknown(ranges)) return [{ unknown: PATH }];
  if (isMissing(ranges) || elements(ranges).length === 0) return [{ path: PATH, found: undefined, expected: EXPECTED }];
  return elements(ranges).flatMap((range, index) => checkRange(range, `${PATH}[${index}]`));
}

function checkRange(range: Value, path: string): readonly (Finding | { unknown: string })[] {
  if (isUnknown(range)) return [{ unknown: path }];
  return typeof range === "string" && isNarrow(range) ? [] : [{ path, found: range, expected: EXPECTED }];
}

/** An address without a prefix is one address. */
function isNarrow(range: string): boolean {
  const [address = "", prefix] = range.trim().split("/");
  if (!/^[0-9a-f.:]+$/i.test(address)) return false;
  return prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) >= SHORTEST_PREFIX);
}
