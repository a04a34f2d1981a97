import { pathBelow } from "../reading/paths";
import { elements, entries, isRecord, isUnknown, type Located, type Value } from "../reading/values";
import type { CheckResults, RuleResource } from "../rule";

/** Values that turn a security setting of pods off, by the names that Kubernetes gives these settings and charts pass on. */
const INSECURE: Readonly<Record<string, { readonly refused: Value; readonly expected: string }>> = {
  privileged: { refused: true, expected: "false" },
  allowPrivilegeEscalation: { refused: true, expected: "false" },
  hostNetwork: { refused: true, expected: "false" },
  hostPID: { refused: true, expected: "false" },
  hostIPC: { refused: true, expected: "false" },
  runAsNonRoot: { refused: false, expected: "true" },
  runAsUser: { refused: 0, expected: "a user other than root" },
  seccompProfile: { refused: "Unconfined", expected: "RuntimeDefault" },
};
const PROFILE_TYPE = "type";

/** The values of a release turn no security setting off. Values in files are not part of the inputs. */
export function checkSecurityValues({ props }: RuleResource): CheckResults {
  return isUnknown(props.values) ? [{ unknown: "values" }] : membersOf({ path: "values", value: props.values }).flatMap(check);
}

interface Member extends Located {
  readonly key: string;
}

function check(member: Member): CheckResults {
  const { path, key, value } = member;
  const rule = Object.hasOwn(INSECURE, key) ? INSECURE[key] : undefined;
  const setting = key === "seccompProfile" && isRecord(value) ? { path: `${path}.${PROFILE_TYPE}`, value: value[PROFILE_TYPE] } : member;
  if (rule !== undefined && isUnknown(setting.value)) return [{ unknown: setting.path }];
  if (rule !== undefined && isSame(setting.value, rule.refused))
    return [{ path: setting.path, found: setting.value, expected: rule.expected }];
  return membersOf(member).flatMap(check);
}

/** Charts print values into YAML, which makes a boolean or number of a text that reads like one. */
function isSame(value: Value, refused: Value): boolean {
  return value === refused || (typeof value === "string" && value.trim().toLowerCase() === String(refused).toLowerCase());
}

function membersOf({ path, value }: Located): readonly Member[] {
  const items = elements(value).map((one, index) => ({ path: pathBelow(path, index), value: one, key: "" }));
  return [...items, ...entries(value).map(([key, one]) => ({ path: pathBelow(path, key), value: one, key }))];
}
