import { isIPv4 } from "node:net";

/** `CLUSTER_HOST` has a value that cannot be used: an error to report, no reason to do without the cluster. */
export class InvalidHost extends Error {
  override readonly name = "InvalidHost";
}

/**
 * The address in `CLUSTER_HOST`, at which the containers of kind's clusters reach this machine; undefined if the variable is empty.
 *
 * @throws InvalidHost if it cannot be the address of a pod
 */
export function chosenHost(variable: string): string | undefined {
  if (variable === "" || isPodAddress(variable)) return variable || undefined;
  throw new InvalidHost(
    `CLUSTER_HOST: ${JSON.stringify(variable)} is not valid; allowed: an IPv4 address of this machine at which the containers of the ` +
      "cluster reach it, such as 172.18.0.1; Kubernetes allows no pod an unspecified, loopback, link-local or multicast address",
  );
}

/**
 * The same address without that variable: the gateway of Docker's network.
 *
 * @param gateways the network's gateways, one a line
 * @throws Error if none has an IPv4 address
 */
export function gatewayOf(gateways: string): string {
  const found = gateways.split(/\s+/).find(isPodAddress);
  if (found === undefined)
    throw new Error("the Docker network of kind has no IPv4 gateway; CLUSTER_HOST can name an address of this machine");
  return found;
}

function isPodAddress(text: string): boolean {
  return isIPv4(text) && !/^(0\.0\.0\.0$|127\.|169\.254\.|22[4-9]\.|23\d\.)/.test(text);
}
