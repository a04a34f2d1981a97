import { guid } from "./deterministic";
import type { Answer, CreateRequest } from "./types";
import { text, UNKNOWN } from "./unknown";

/** Resources whose provider is part of the program. Its code would reach for the network, so it is answered for, not run. */
export function answerDynamic({ type, name, inputs }: CreateRequest): Answer {
  if (!type.endsWith(":OriginApproval")) return { id: guid(`${type}\0${name}`), computed: {} };
  const connectionName = `frontdoor.${guid(`${type}\0${name}`)}`;
  const id = text(inputs.serviceId, "/privateEndpointConnections/", connectionName);
  return { id: id === UNKNOWN ? "" : id, computed: { connectionName, status: "Approved" } };
}
