import * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import type * as pulumi from "@pulumi/pulumi";
import type { POSTGRES_TLS_VERSIONS } from "../../../policy-pack/rules/facts/limits";

/**
 * Server parameters set on every server; all of them are dynamic, none asks for a restart (Azure Database for PostgreSQL: server
 * parameters, versions 16 to 18). Where the value is Azure's default it is set all the same, so that nobody can change it unseen.
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
  readonly resourceGroupName: pulumi.Input<string>;
  readonly serverName: pulumi.Input<string>;
}

/** Sets the parameters one after another, since a server refuses a change while another one runs; returns them in their order. */
export function serverParameters(
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
