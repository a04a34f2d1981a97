import { z } from "zod";

export const serviceMesh = z.strictObject({
  mode: z
    .enum(["off", "strict"])
    .default("off")
    .describe(
      "Service mesh of the AKS Istio add-on: off or strict. With strict, every workload without a sidecar and without outsideMesh gets " +
        "Istio's proxy, accepts mutual TLS only, and only from the gateway and the workloads that call it; ingress.backendTls applies to " +
        "the others. Requires ingress.controller istio. Default: off, because a proxy in each pod costs memory and time for each request, " +
        "and TLS and network policies protect the way to a workload without it.",
    ),
  authority: z
    .enum(["istio", "vault"])
    .default("istio")
    .describe(
      "Who signs the identities of the mesh: istio, with a root that it creates in each cluster, or vault, an intermediate authority of your " +
        "own for each stamp, from the secrets mesh-root-certificate, mesh-certificate-<region>, mesh-key-<region> and mesh-chain-<region> in " +
        "hardened-aks:secrets. Requires ingress.controller istio, with which the cluster has a mesh also where mode is off; its authority is " +
        "chosen when the mesh is created. Default: istio, which needs no keys of yours.",
    ),
});

/** Why a workload is not part of the mesh. */
export const outsideMesh = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(10)
    .max(256)
    .describe("Why the workload cannot be part of the mesh, for the reviewer: 10 to 256 characters."),
});

export type ServiceMeshConfig = z.infer<typeof serviceMesh>;
