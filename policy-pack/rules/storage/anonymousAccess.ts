import { BLOB_CONTAINER } from "../facts/tokens";
import { armIsNot } from "../reading/arm";
import { checkProperty, isNot } from "../reading/expect";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Compliant: neither account nor container opens blobs to callers without a name. Azure's default is closed, for both. */
export function checkAnonymousAccess(resource: RuleResource, context: RuleContext): Outcome {
  return resource.type === BLOB_CONTAINER
    ? checkProperty(resource, "publicAccess", armIsNot("Blob", "Container"), context)
    : checkProperty(resource, "allowBlobPublicAccess", isNot(true), context);
}
