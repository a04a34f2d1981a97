/**
 * Prints the kind clusters of `KUBECONFIG` that the tests may use, and the address at which these reach this machine, as JSON for
 * `CLUSTER_EXISTING`. What is not used is named on standard error, with the reason. Exits with 1 if no cluster is used.
 */
import { execFileSync } from "node:child_process";
import { KubernetesApi } from "../kubernetesApi";
import { reasonNotToClaim } from "./claim";
import type { KindContext } from "./contexts";
import { chosenHost, gatewayOf, InvalidHost } from "./host";
import { readContexts, type SelectedNames } from "./selection";

async function select(): Promise<SelectedNames> {
  const chosen = chosenHost(process.env.CLUSTER_HOST ?? "");
  const { usable, refused } = readContexts(process.env.KUBECONFIG ?? "");
  const contexts: string[] = [];
  const reasons = [...refused];
  for (const context of usable) {
    const reason = await reasonNotToUse(context);
    if (reason === undefined) contexts.push(context.name);
    else reasons.push(`context ${context.name}: ${reason}`);
  }
  if (contexts.length === 0) throw new Error(reasons.join("; ") || "no context in files that exist");
  const host = chosen ?? gatewayOf(readGateways());
  if (reasons.length > 0) process.stderr.write(`KUBECONFIG, not used: ${reasons.join("; ")}\n`);
  return { contexts, host };
}

async function reasonNotToUse(context: KindContext): Promise<string | undefined> {
  const api = new KubernetesApi(context, context);
  try {
    return await reasonNotToClaim(api);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    api.close();
  }
}

/** The gateways of the network of kind's clusters; kind's own variable can name another one. */
function readGateways(): string {
  const network = process.env.KIND_EXPERIMENTAL_DOCKER_NETWORK ?? "kind";
  const format = "{{range .IPAM.Config}}{{println .Gateway}}{{end}}";
  return execFileSync("docker", ["network", "inspect", network, "--format", format], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

select().then(
  (selected) => process.stdout.write(`${JSON.stringify(selected)}\n`),
  (error: unknown) => {
    const reason = (error instanceof Error ? error.message : String(error)).trim().replace(/\s+/g, " ");
    process.stderr.write(`KUBECONFIG is not used: ${reason}\n`);
    process.exitCode = error instanceof InvalidHost ? 2 : 1;
  },
);
