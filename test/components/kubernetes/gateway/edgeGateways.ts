import type { z } from "zod";
import { ingress } from "../../../../components/config/schema/edge";
import { EdgeGateway, type EdgeGatewayArgs } from "../../../../components/kubernetes/gateway/edgeGateway";
import { type Recorder, record, settle } from "../../../support/mocks";

export const FRONT_DOOR = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

type Input = Partial<z.input<typeof ingress>>;

export function edgeArgs(input: Input = {}, overrides: Partial<EdgeGatewayArgs> = {}): EdgeGatewayArgs {
  return {
    controller: ingress.parse({ acmeEmail: "ops@contoso.com", ...input }),
    hosts: ["www.contoso.com"],
    originHost: "shop-swedencentral.contoso.com",
    location: "swedencentral",
    frontDoorId: FRONT_DOOR,
    ingressSubnetName: "ingress",
    ingressAddress: "10.10.4.85",
    privateLink: { name: "pl-shop", resourceGroupName: "rg-shop", subnetName: "private-link-service" },
    publicAddress: { name: "pip-shop", resourceGroupName: "rg-shop" },
    routes: [
      { workload: "catalog", namespace: "catalog", service: "catalog", port: 443, tls: true, podPort: 8080, paths: ["/", "/catalog"] },
      { workload: "health", namespace: "health", service: "health", port: 80, tls: false, podPort: 8081, paths: ["/health/stamp"] },
    ],
    issuerName: "acme",
    internalIssuerName: "internal",
    authorityConfigMap: "internal-authority",
    registryLoginServer: "crshop.azurecr.io",
    podSecurityVersion: "v1.36",
    probePath: "/health/stamp",
    revision: "1",
    waitFor: [],
    services: [],
    deployments: [],
    ...overrides,
  };
}

export async function deployEdge(input: Input = {}, overrides: Partial<EdgeGatewayArgs> = {}): Promise<Recorder> {
  const recorder = await record();
  await settle(new EdgeGateway("edge", edgeArgs(input, overrides)));
  return recorder;
}

/** A value of a recorded resource's inputs, by path. */
export function inputAt(recorder: Recorder, name: string, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], recorder.named(name).inputs);
}
