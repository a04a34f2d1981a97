import { isRecord, isSecret, type Properties, secret } from "../wire";
import { hex } from "./deterministic";
import { documentationAddress } from "./plausible/text";
import type { KnownResource } from "./types";

/**
 * What a cluster adds to an object after it is created, for the properties that programs read. The SDK's types do not tell: they declare
 * every property of a Kubernetes object as present.
 */
export function completeKubernetes({ type, id, outputs }: KnownResource): Properties {
  const [, group = "", kind = ""] = type.split(":");
  switch (`${group.split("/", 1)[0]}:${kind}`) {
    case "core:Service":
      return serviceOutputs(id, outputs);
    case "networking.k8s.io:Ingress":
      return { status: loadBalancer(id), ...outputs };
    case "core:Secret":
      return secretOutputs(outputs);
    default:
      return outputs;
  }
}

function serviceOutputs(id: string, outputs: Properties): Properties {
  const { spec } = outputs;
  if (!isRecord(spec) || isSecret(spec)) return outputs;
  const type = spec.type ?? "ClusterIP";
  if (type === "ExternalName") return { status: { loadBalancer: {} }, ...outputs };
  const clusterIP = spec.clusterIP ?? `10.0.${octet(id, 0)}.${octet(id, 1)}`;
  const ports = Array.isArray(spec.ports) ? spec.ports.map((port, index) => servicePort(port, `${type}`, `${id}\0${index}`)) : [];
  return {
    status: type === "LoadBalancer" ? loadBalancer(id) : { loadBalancer: {} },
    ...outputs,
    spec: {
      type,
      sessionAffinity: "None",
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      clusterIPs: [clusterIP],
      ...spec,
      clusterIP,
      ports,
    },
  };
}

/** A port of a Service that is reachable through nodes has a node port of the default range, 30000 to 32767. */
function servicePort(port: unknown, type: string, seed: string): unknown {
  if (!isRecord(port)) return port;
  const nodePort = type === "ClusterIP" ? {} : { nodePort: 30000 + (Number.parseInt(hex(seed, 4), 16) % 2768) };
  return { protocol: "TCP", targetPort: port.port, ...nodePort, ...port };
}

function loadBalancer(id: string): Properties {
  const address = documentationAddress(id);
  return { loadBalancer: { ingress: [{ ip: address, hostname: `${address.replaceAll(".", "-")}.example` }] } };
}

/** The API server encodes `stringData` and returns it as `data`. */
function secretOutputs(outputs: Properties): Properties {
  const text = isSecret(outputs.stringData) ? outputs.stringData.value : outputs.stringData;
  if (!isRecord(text)) return outputs;
  const data = isSecret(outputs.data) ? outputs.data.value : outputs.data;
  const encoded = Object.entries(text).map(([key, value]) => [key, encode(value)]);
  return { ...outputs, data: secret({ ...(isRecord(data) ? data : {}), ...Object.fromEntries(encoded) }) };
}

function encode(value: unknown): unknown {
  if (isSecret(value)) return secret(encode(value.value));
  return typeof value === "string" ? Buffer.from(value).toString("base64") : value;
}

function octet(seed: string, position: number): number {
  return Number.parseInt(hex(`${seed}\0${position}`, 2), 16);
}
