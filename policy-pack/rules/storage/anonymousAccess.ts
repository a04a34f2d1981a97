import { SAFE_DEFAULT_SINCE } from "../facts/apiVersions";
import { BLOB_CONTAINER } from "../facts/tokens";
import { safeByDefault } from "../reading/apiVersions";
import { armIsNot } from "../reading/arm";
import { checkProperty, isNot } from "../reading/expect";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const checkAccount = safeByDefault("allowBlobPublicAccess", isNot(true), SAFE_DEFAULT_SINCE["storage.allowBlobPublicAccess"], "false");

/** Compliant: neither account nor container allows anonymous access to blobs. A container's default is not to. */
export function checkAnonymousAccess(resource: RuleResource, context: RuleContext): Outcome {
  return resource.type === BLOB_CONTAINER
    ? checkProperty(resource, "publicAccess", armIsNot("Blob", "Container"), context)
    : checkAccount(resource, context);
}
