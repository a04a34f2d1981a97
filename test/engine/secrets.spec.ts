import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { isRecord, type Properties, plainProperties } from "../../offline/wire";
import { DATA_CHANGES, withChanges } from "./support/changes";
import { program, stackConfig } from "./support/program";
import { secretEncodings } from "./support/secretEncodings";
import { createEngineStack, type EngineStack } from "./support/stack";
import { describeOnEngine, printFigure, WITH_PACK } from "./support/suite";

/** Contains characters that JSON and URLs escape. */
const CANARY = 'canary<8d1f0c5e&7a9b"4d2f';

const PLACES = [
  "the console",
  "the event log",
  "the exported state",
  "the backend's states, backups and history",
  "the stack's outputs",
  "the Kubernetes objects",
] as const;

/** Folders of a file backend whose files contain state or configuration. */
const BACKEND = ["stacks", "backups", "history"];

/** A workload that reads a configured and a generated secret, and a database with password authentication. */
const CONFIGURATION = withChanges(stackConfig("dev"), [
  ...DATA_CHANGES,
  { key: "workloads", path: ["catalog", "uses", "keyVault"], value: ["payment-key", "signing-key"] },
  { key: "postgres", path: ["authentication"], value: { type: "password", administratorLogin: "catalogadmin" } },
]);

describeOnEngine("secrets", () => {
  let engine: EngineStack;
  /** Text that a preview and an update write, by place. */
  const written: Partial<Record<(typeof PLACES)[number], string>> = {};
  let secretsByKind: Readonly<Record<string, readonly string[]>> = {};

  before(async () => {
    engine = await createEngineStack({ name: "dev", config: CONFIGURATION, program });
    const value = JSON.stringify({ "payment-key": CANARY });
    await engine.stack.setConfig("hardened-aks:secrets", { value, secret: true });
    const events: EngineEvent[] = [];
    const console: string[] = [];
    const onOutput = (text: string) => console.push(text);
    const preview = await engine.stack.preview({ ...WITH_PACK, onOutput, onEvent: (event) => events.push(event) });
    const up = await engine.stack.up({ ...WITH_PACK, onOutput, onEvent: (event) => events.push(event) });
    written["the console"] = console.join("") + preview.stdout + preview.stderr + up.stdout + up.stderr;
    written["the event log"] = JSON.stringify(events);
    // Not with the Automation API, which always exports with `--show-secrets`.
    written["the exported state"] = await engine.run("stack", "export");
    written["the backend's states, backups and history"] = BACKEND.map((part) => filesIn(join(engine.backend, ".pulumi", part))).join("");
    written["the stack's outputs"] = JSON.stringify(await engine.stack.outputs());
    const objects = engine.cloud.resources.filter(({ type }) => type.startsWith("kubernetes:"));
    written["the Kubernetes objects"] = JSON.stringify(objects.map(({ inputs }) => plainProperties(inputs)));
    secretsByKind = secretValues(engine);
    const secrets = new Set(Object.values(secretsByKind).flat());
    printFigure(`searched for ${secrets.size} secret values in ${Object.values(written).join("").length} characters`);
  });
  after(() => engine?.close());

  it("are stored in the vault and the database", () => {
    assert.ok(Object.values(secretsByKind).flat().includes(CANARY));
    for (const [kind, values] of Object.entries(secretsByKind)) assert.ok(values.length > 0, `no secret of kind ${kind}`);
  });

  for (const place of PLACES) {
    it(`do not appear in ${place}`, () => {
      const text = written[place] ?? "";
      assert.ok(text.length > 2, `${place} is empty`);
      const isInText = (secret: string) => secretEncodings(secret).some((encoding) => text.includes(encoding));
      const found = Object.entries(secretsByKind).flatMap(([kind, values]) =>
        values.filter(isInText).map((value) => `${kind}: ${value.slice(0, 4)}…`),
      );
      assert.deepEqual(found, []);
    });
  }
});

/** Secret values that the simulated cloud received or returned, by kind. */
function secretValues({ cloud }: EngineStack): Readonly<Record<string, readonly string[]>> {
  const of = (type: string, read: (outputs: Properties) => readonly unknown[]): readonly string[] =>
    cloud.resources.filter((resource) => resource.type === type).flatMap(({ state }) => read(plainProperties(state)).filter(isLong));
  const answers = JSON.stringify(cloud.invocations.map(({ result }) => result));
  const kubeconfigs = [...answers.matchAll(/"value":"([A-Za-z0-9+/=]{100,})"/g)].map(([, text = ""]) => text);
  const parts = (encoded: string) => {
    const text = Buffer.from(encoded, "base64").toString();
    return [encoded, text, /certificate-authority-data: (\S+)/.exec(text)?.[1]];
  };
  return {
    "vault secrets": of("azure-native:keyvault:Secret", ({ properties }) => [isRecord(properties) ? properties.value : undefined]),
    "database passwords": of("azure-native:dbforpostgresql:Server", ({ administratorLoginPassword }) => [administratorLoginPassword]),
    "generated passwords": of("random:index/randomPassword:RandomPassword", ({ result, bcryptHash }) => [result, bcryptHash]),
    kubeconfigs: kubeconfigs.flatMap(parts).filter(isLong),
  };
}

function filesIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8")).join("\n");
}

const isLong = (value: unknown): value is string => typeof value === "string" && value.length > 8;
