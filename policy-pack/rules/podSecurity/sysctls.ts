import { type Condition, checkValue, isOneOf } from "../reading/expect";
import { at, below, type PodCheck } from "../reading/pods";
import { isUnknown } from "../reading/values";
import { SAFE_SYSCTLS } from "./standards";

/** CRI-O before 1.24 applied additional kernel settings from a value that contains + or = (CVE-2022-0811). */
const plainValue: Condition = { holds: (value) => !/[+=]/.test(String(value ?? "")), expected: "a value without + and =" };

/** Only sysctls that affect the pod alone are set, and no value contains another one. */
export const safeSysctls: PodCheck = ({ spec }, context) =>
  below(spec, "securityContext.sysctls[*]").flatMap((sysctl) => {
    if (isUnknown(sysctl.value)) return [{ unknown: sysctl.path }];
    const [name, value] = [at(sysctl, "name"), at(sysctl, "value")];
    return [...checkValue(name, isOneOf(...SAFE_SYSCTLS), context), ...checkValue(value, plainValue, context)];
  });
