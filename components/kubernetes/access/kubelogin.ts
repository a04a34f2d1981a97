import * as pulumi from "@pulumi/pulumi";
import { parse, stringify } from "yaml";
import type { KubernetesConfig } from "../../config/schema";

/** Application id of the Entra server application that all AKS clusters share (Azure/kubelogin documentation). */
export const AKS_SERVER_APPLICATION = "6dae42f8-4368-4678-94ff-3960e28e3630";

/** How kubelogin gets its token on the machine that runs `pulumi up`. */
export type Login = KubernetesConfig["login"];

/** Credentials that a kubeconfig user may contain instead of an exec plugin. They are refused because Entra cannot revoke them. */
const REFUSED: Readonly<Record<string, string>> = {
  "client-certificate-data": "a client certificate, which only admin credentials have",
  "client-key-data": "a client key, which only admin credentials have",
  "client-certificate": "a client certificate file",
  "client-key": "a client key file",
  token: "a static token",
  tokenFile: "a static token file",
  username: "basic authentication",
  password: "basic authentication",
  "auth-provider": "the auth provider that Kubernetes 1.26 removed: request the exec format",
};

interface Kubeconfig {
  readonly users?: readonly { readonly name: string; readonly user?: Readonly<Record<string, unknown>> }[];
}

/**
 * Rewrites the user kubeconfig of AKS so that kubelogin uses the configured login method instead of the device code flow.
 *
 * @throws pulumi.RunError where a user contains another credential or does not log in through kubelogin.
 */
export function toKubelogin(kubeconfig: string, login: Login, serverId: string): string {
  const config = parse(kubeconfig) as Kubeconfig | null;
  const users = config?.users ?? [];
  if (users.length === 0) throw new pulumi.RunError("kubeconfig: users: none found; expected the user credentials of an AKS cluster");
  return stringify({
    ...config,
    users: users.map((entry, index) => ({ ...entry, user: requireKubelogin(entry.user ?? {}, index, login, serverId) })),
  });
}

function requireKubelogin(user: Readonly<Record<string, unknown>>, index: number, login: Login, serverId: string) {
  const refused = Object.keys(user).find((key) => Object.hasOwn(REFUSED, key));
  if (refused !== undefined) throw new pulumi.RunError(`kubeconfig: users[${index}].user.${refused}: ${REFUSED[refused]} is refused`);
  const exec = user.exec;
  if (typeof exec !== "object" || exec === null || (exec as { command?: unknown }).command !== "kubelogin") {
    throw new pulumi.RunError(
      `kubeconfig: users[${index}].user.exec.command: expected kubelogin; enable Entra authentication on the cluster`,
    );
  }
  return { exec: { ...exec, args: ["get-token", "--login", login, "--server-id", serverId] } };
}
