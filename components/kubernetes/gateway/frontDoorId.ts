import * as pulumi from "@pulumi/pulumi";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Returns the Front Door id in lower case and requires a complete GUID. With an empty or truncated id, routes would accept requests
 * that send no id or only a prefix of it.
 */
export function parseFrontDoorId(id: string): string {
  const normalized = id.toLowerCase();
  if (!GUID.test(normalized)) {
    throw new pulumi.RunError(`frontDoorId: ${JSON.stringify(id)}; expected the GUID that the Front Door profile reports as its id`);
  }
  return normalized;
}
