import * as pulumi from "@pulumi/pulumi";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The Front Door id as it is compared: a whole GUID, lower case. An empty or cut one would let through whoever sends nothing,
 * or a prefix of it, so it never reaches a rule.
 */
export function checkedFrontDoorId(id: string): string {
  const normalized = id.toLowerCase();
  if (!GUID.test(normalized)) {
    throw new pulumi.RunError(`frontDoorId: ${JSON.stringify(id)}; expected the GUID that the Front Door profile reports as its id`);
  }
  return normalized;
}
