import { guid } from "./deterministic";
import type { CreateRequest, CreateResponse } from "./types";
import { concat, UNKNOWN } from "./unknown";

/** Resources of dynamic providers. A provider's code calls Azure over the network, so it is simulated, not run. */
export function createDynamicResource({ type, name, inputs }: CreateRequest): CreateResponse {
  if (!type.endsWith(":OriginApproval")) return { id: guid(`${type}\0${name}`), computed: {} };
  const connectionName = `frontdoor.${guid(`${type}\0${name}`)}`;
  const id = concat(inputs.serviceId, "/privateEndpointConnections/", connectionName);
  return { id: id === UNKNOWN ? "" : id, computed: { connectionName, status: "Approved" } };
}
