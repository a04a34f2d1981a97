import * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import type * as pulumi from "@pulumi/pulumi";
import type { POSTGRES_TLS_VERSIONS } from "../../../policy-pack/rules/facts/limits";

/**
 * Server parameters set on every server. All are dynamic and need no restart (Azure Database for PostgreSQL: server parameters,
 * versions 16 to 18). Values equal to Azure's default are also set, so that a change shows as drift.
 */
export const SERVER_PARAMETERS: Readonly<Record<string, string>> = {
  require_secure_transport: "on",
  ssl_min_protocol_version: "TLSv1.3" satisfies (typeof POSTGRES_TLS_VERSIONS)[number],
  password_encryption: "scram-sha-256",
  "azure.accepted_password_auth_method": "scram-sha-256",
  "connection_throttle.enable": "on",
  log_checkpoints: "on",
  log_connections: "on",
  log_disconnections: "on",
};

export interface ServerParametersArgs {
  /** Resource group of the server. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Azure name of the server. */
  readonly serverName: pulumi.Input<string>;
}

/** Sets the parameters one by one, since a server rejects a change while another one runs; returns them in order. */
export function setServerParameters(
  name: string,
  { resourceGroupName, serverName }: ServerParametersArgs,
  { dependsOn, ...opts }: pulumi.CustomResourceOptions & { readonly dependsOn: pulumi.Resource },
): readonly dbforpostgresql.Configuration[] {
  const settings: dbforpostgresql.Configuration[] = [];
  for (const [configurationName, value] of Object.entries(SERVER_PARAMETERS)) {
    const args = { resourceGroupName, serverName, configurationName, value, source: "user-override" };
    settings.push(
      new dbforpostgresql.Configuration(`${name}-${configurationName}`, args, { ...opts, dependsOn: settings.at(-1) ?? dependsOn }),
    );
  }
  return settings;
}
