import { type Condition, checkProperty, isSet } from "../reading/expect";
import { isMissing, isUnknown, toNumber, toText } from "../reading/values";
import { NOT_APPLICABLE, type ResourceRule } from "../rule";

const SHARED_KEYS = "allowSharedKeyAccess";

/**
 * The check of a limit on shared keys, where a program turns them on. ST-07 reports those that are on by default: with its fix there
 * is nothing to limit.
 */
function whereKeysStayOn(path: string, condition: Condition): ResourceRule["check"] {
  return (account, context) => {
    const allowed = account.props[SHARED_KEYS];
    if (isUnknown(allowed)) return [{ unknown: SHARED_KEYS }];
    return toText(allowed).toLowerCase() === "true" ? checkProperty(account, path, condition, context) : NOT_APPLICABLE;
  };
}

/** Compliant: keys that the program allows expire after the configured number of days. */
export const checkKeyExpiry = whereKeysStayOn("keyPolicy.keyExpirationPeriodInDays", {
  holds: (value, { config }) => !isMissing(value) && toNumber(value) > 0 && toNumber(value) <= Number(config.maxDays),
  expected: ({ config }) => `at most ${config.maxDays} days`,
});

/** Compliant: signatures with keys that the program allows have a longest validity. */
export const checkSasPolicy = whereKeysStayOn("sasPolicy.sasExpirationPeriod", isSet);
