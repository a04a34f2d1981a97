import { armIs } from "../reading/arm";
import { all, type Condition, property } from "../reading/expect";
import { isMissing } from "../reading/values";

/** Azure sets `msi` for a cluster without a service principal. */
const noServicePrincipal: Condition = {
  holds: (value) => isMissing(value) || (typeof value === "string" && value.toLowerCase() === "msi"),
  expected: "no service principal",
};

/** Compliant: a system- or user-assigned identity, and no client id of a service principal. */
export const checkManagedIdentity = all(
  property("identity.type", armIs("SystemAssigned", "UserAssigned")),
  property("servicePrincipalProfile.clientId", noServicePrincipal),
);
