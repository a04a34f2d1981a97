import { z } from "zod";
import { postgresSku, region, vmSize } from "./primitives";

/** Names that the program's tables of what Azure offers do not contain, or say too little about (`components/plan/azure/`, `ISTIO_REVISIONS`). */
export const admitted = z.strictObject({
  regions: z
    .array(region)
    .default([])
    .describe(
      "Azure regions in ARM form whose offer is not compared with the program's table: zones, API server in the network, PostgreSQL's " +
        "redundancy. Default: none, so that a misspelt region is refused.",
    ),
  vmSizes: z
    .array(vmSize)
    .default([])
    .describe(
      "VM sizes that the program's table does not contain: size and local disk are not checked. Default: none, so that a misspelt size " +
        "or one without a local disk is refused.",
    ),
  postgresSkus: z
    .array(postgresSku)
    .default([])
    .describe("SKUs of flexible servers that the program's table does not contain. Default: none, so that a misspelt SKU is refused."),
  istioRevisions: z
    .array(z.string().regex(/^asm-1-\d{2,3}$/, { error: "a revision such as asm-1-31" }))
    .default([])
    .describe(
      "Revisions of the Istio add-on that the program's table does not contain, or that support more Kubernetes versions than it says. " +
        "Default: none, so that a revision that AKS refuses for cluster.kubernetesVersion is refused here.",
    ),
});

export type AdmittedConfig = z.infer<typeof admitted>;
