import { type Condition, checkValue } from "../reading/expect";
import { at, below, type PodCheck } from "../reading/pods";
import { isUnknown, type Located, toText } from "../reading/values";
import type { CheckResults, Option, RuleContext } from "../rule";
import { DEFAULT_STANDARDS_VERSION, SAFE_SYSCTLS, SAFE_SYSCTLS_SINCE_1_37, STANDARDS_VERSIONS } from "./standards";

const STANDARDS_VERSION = "standardsVersion";

/** The option for the version of the standards, of the control whose result depends on it. */
export const standardsVersionOption: Readonly<Record<string, Option>> = {
  [STANDARDS_VERSION]: {
    type: "string",
    enum: STANDARDS_VERSIONS,
    description:
      "Version of the Pod Security Standards that the clusters' namespaces enforce (pod-security.kubernetes.io/enforce-version). " +
      "The default is the newest Kubernetes version that AKS supports.",
    default: DEFAULT_STANDARDS_VERSION,
  },
};

const safeName: Condition = {
  holds: (value, context) => safeNames(context).some((one) => one === value),
  expected: (context) => `one of ${safeNames(context).join(", ")}`,
};

/** CRI-O before 1.24 applied additional kernel settings from a value that contains + or = (CVE-2022-0811). */
const plainValue: Condition = { holds: (value) => !/[+=]/.test(toText(value ?? "")), expected: "a value without + and =" };

/** Only sysctls that affect the pod alone are set, and no value contains another one. */
export const safeSysctls: PodCheck = ({ spec }, context) =>
  below(spec, "securityContext.sysctls[*]").flatMap((sysctl) => {
    if (isUnknown(sysctl.value)) return [{ unknown: sysctl.path }];
    return [...checkName(at(sysctl, "name"), context), ...checkValue(at(sysctl, "value"), plainValue, context)];
  });

function checkName(name: Located, context: RuleContext): CheckResults {
  const fix = `Remove the sysctl, or set the option ${STANDARDS_VERSION} to v1.37 where the clusters run Kubernetes 1.37 or later.`;
  const isNewer = SAFE_SYSCTLS_SINCE_1_37.some((one) => one === name.value);
  return checkValue(name, safeName, context).map((item) => ("unknown" in item || !isNewer ? item : { ...item, fix }));
}

function safeNames({ config }: RuleContext): readonly string[] {
  return config[STANDARDS_VERSION] === "v1.36" ? SAFE_SYSCTLS : [...SAFE_SYSCTLS, ...SAFE_SYSCTLS_SINCE_1_37];
}
