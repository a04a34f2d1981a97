import { sameText } from "../reading/arm";
import type { Condition } from "../reading/expect";
import { elements, isMissing, toText } from "../reading/values";

/** One or several services, separated by commas. AzureServices is the default. */
export const isAllowedBypass: Condition = {
  holds: (value, { config }) =>
    toText(isMissing(value) ? "AzureServices" : value)
      .split(",")
      .every((service) => elements(config.allowedBypass).some((one) => sameText(one, service.trim()))),
  expected: ({ config }) => elements(config.allowedBypass).join(" or "),
};
