import { sameText } from "../reading/arm";
import { all, asOwnCause, type Condition, checkProperty } from "../reading/expect";
import { deniesByDefault } from "../reading/firewall";
import { elements, isMissing } from "../reading/values";

/** Azure's default is AzureServices. */
const bypass: Condition = {
  holds: (value, { config }) => elements(config.allowedBypass).some((one) => sameText(one, isMissing(value) ? "AzureServices" : value)),
  expected: ({ config }) => elements(config.allowedBypass).join(" or "),
};

/** Compliant: the vault's firewall denies by default, and only the services that configuration allows can bypass it. */
export const checkNetworkAcls = all(
  deniesByDefault("properties.networkAcls.defaultAction", "properties.publicNetworkAccess"),
  (vault, context) => checkProperty(vault, "properties.networkAcls.bypass", bypass, context).map(asOwnCause),
);
