import { EVENT_HUBS_TLS_VERSION } from "../facts/limits";
import { armIs } from "../reading/arm";
import { type Condition, oneOf } from "../reading/expect";
import { isMissing } from "../reading/values";

const named = armIs(EVENT_HUBS_TLS_VERSION, "1.3");

/** An absent value passes: whether the default is the safe one is decided by the API version. */
export const minimumTls: Condition = {
  holds: (value, context) => isMissing(value) || named.holds(value, context),
  expected: oneOf([EVENT_HUBS_TLS_VERSION]),
};
