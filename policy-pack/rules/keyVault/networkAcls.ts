import { sameText } from "../reading/arm";
import { all, type Condition, property } from "../reading/expect";
import { deniesByDefault } from "../reading/firewall";
import { elements, isMissing } from "../reading/values";

/** Absent is AzureServices. */
const bypass: Condition = {
  holds: (value, { config }) => elements(config.allowedBypass).some((one) => sameText(one, isMissing(value) ? "AzureServices" : value)),
  expected: ({ config }) => elements(config.allowedBypass).join(" or "),
};

/** Compliant: the vault's firewall denies by default, and lets past it only whom configuration allows. */
export const checkNetworkAcls = all(
  deniesByDefault("properties.networkAcls.defaultAction", "properties.publicNetworkAccess"),
  property("properties.networkAcls.bypass", bypass),
);
