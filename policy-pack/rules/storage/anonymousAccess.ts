import { BLOB_CONTAINER } from "../facts/tokens";
import { armIsNot } from "../reading/arm";
import { checkProperty, isNot } from "../reading/expect";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Compliant: neither account nor container allows anonymous access to blobs. Azure's default denies it for both. */
export function checkAnonymousAccess(resource: RuleResource, context: RuleContext): Outcome {
  return resource.type === BLOB_CONTAINER
    ? checkProperty(resource, "publicAccess", armIsNot("Blob", "Container"), context)
    : checkProperty(resource, "allowBlobPublicAccess", isNot(true), context);
}
