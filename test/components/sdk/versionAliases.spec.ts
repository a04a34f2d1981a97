import assert from "node:assert/strict";
import { PrivateEndpoint } from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { isVersionAlias } from "../../../components/sdk/versionAliases";
import { record } from "../../support/mocks";

describe("version aliases", () => {
  let aliases: readonly pulumi.Input<pulumi.URN | pulumi.Alias>[] = [];

  before(async () => {
    await record();
    const keep: pulumi.ResourceTransformation = ({ opts }) => {
      aliases = opts.aliases ?? [];
      return undefined;
    };
    new PrivateEndpoint("new-name", { resourceGroupName: "rg" }, { aliases: WRITTEN, transformations: [keep] });
  });

  it("are those that the SDK adds, for versions and other names of a type", () => {
    const added = aliases.filter(isVersionAlias);
    assert.ok(added.length > 10, `${added.length} found`);
    assert.ok(added.some((alias) => JSON.stringify(alias).includes("/v")));
    assert.deepEqual(added.length, aliases.length - WRITTEN.length);
  });

  it("are not those that a program sets where a resource is renamed or moved", () => {
    const written = aliases.filter((alias) => !isVersionAlias(alias));
    assert.deepEqual(written, WRITTEN);
  });
});

const WRITTEN = [{ name: "old-name" }, { name: "old-name", type: "azure-native:network:PrivateEndpoint" }, "urn:pulumi:dev::p::t::n"];
