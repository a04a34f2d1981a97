import { sameText } from "../reading/arm";
import { checkValue } from "../reading/expect";
import { strings } from "../reading/pods";
import { get, isMissing, toNumber, type Value } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Azure's default for RSA keys. */
const DEFAULT_BITS = 2048;

/** Compliant: type, size and curve are allowed; what a key omits has Azure's default, an RSA key of 2048 bits or curve P-256. */
export function checkKeyStrength({ props }: RuleResource, context: RuleContext): Outcome {
  const [types, curves] = [strings(context, "allowedTypes"), strings(context, "allowedCurves")];
  const among = (list: readonly string[]) => ({
    holds: (value: Value) => isMissing(value) || list.some((one) => sameText(one, value)),
    expected: list.join(" or "),
  });
  const minimum = Number(context.config.minimumRsaBits);
  const size = {
    holds: (value: Value) => toNumber(isMissing(value) ? DEFAULT_BITS : value) >= minimum,
    expected: `at least ${minimum}`,
  };
  const place = (path: string) => ({ path, value: get(props, path) });
  const isElliptic = ["EC", "EC-HSM"].some((type) => sameText(type, get(props, "properties.kty")));
  return [
    ...checkValue(place("properties.kty"), among(types), context),
    ...(isElliptic
      ? checkValue(place("properties.curveName"), among(curves), context)
      : checkValue(place("properties.keySize"), size, context)),
  ];
}
