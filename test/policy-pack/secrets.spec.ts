import assert from "node:assert/strict";
import type { Rule } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import type { CaseResource, PassingCase } from "./cases/case";
import { everyCase, messagesOf, withProps } from "./direct";
import { type Path, paths, pattern, replaced, valueAt } from "./leaves";

const TEXT = "Hunter2Secret";
/** The secret in a message, whatever a check did with it. */
const SHOWN = new RegExp(`${TEXT}|${Buffer.from(TEXT).toString("base64").slice(0, 12)}`, "i");
/** Pulumi's mark on secrets (`@pulumi/pulumi/runtime/rpc`). */
const MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Texts that nothing but the mark shows to be secret: short, base64, and long with characters that JSON escapes. */
const PLAIN = [TEXT, Buffer.from(TEXT).toString("base64"), `first "line"\n${TEXT}\\${"-".repeat(200)}`];
/** Texts that show themselves that they contain a credential. */
const CREDENTIALS = [`Server=tcp:db.example.net;User Id=shop;Password=${TEXT}`, `https://shop:${TEXT}@example.net/path`];

/** Values that are credentials in many programs, although nothing marks them. */
const SECRET_BY_PATH: readonly { type: RegExp; at: RegExp }[] = [
  { type: /^kubernetes:core\/v1:(?:Secret|ConfigMap)(?:Patch)?$/, at: /^(?:data|stringData|binaryData)\./ },
  { type: /^kubernetes:/, at: /\.env\.#\.value$|\.(?:args|command)\.#$|(?:^|\.)annotations\./ },
  { type: /^kubernetes:helm\.sh/, at: /^(?:values|valueYamlFiles|set)\b/ },
  { type: /^azure/, at: /\.(?:appSettings|environmentVariables|env|connectionStrings)\.#\.(?:value|connectionString)$/ },
  { type: /./, at: /(?:password|secret|token|accessKey|accountKey|primaryKey|privateKey|connectionString|customData|userData|sasUri)$/i },
];

/** Values at such a path that a control shows: the setting that it reads never holds a secret. */
const NEVER_SECRET: readonly { control: RegExp; at: RegExp; why: string }[] = [
  { control: /^ING-02$/, at: /^metadata\.annotations\.appgw\.ingress\.kubernetes\.io\/ssl-redirect$/, why: "a switch" },
  { control: /^SVC-01$/, at: /^metadata\.annotations\.service\.beta\.kubernetes\.io\/azure-load-balancer-internal$/, why: "a switch" },
  { control: /^PSS-08$/, at: /annotations\.container\.apparmor\.security\.beta\.kubernetes\.io\//, why: "the name of a profile" },
  { control: /^SC-10$/, at: /^metadata\.annotations\.azure\.workload\.identity\/client-id$/, why: "an id, which is no secret" },
  { control: /^SC-10$/, at: /\.env\.#\.value$/, why: "it shows AzureAd__ClientId only, an id" },
  { control: /^SC-(?:07|13|19|25)$/, at: /\.env\.#\.value$/, why: "they show addresses only: of the sidecar, vault, authority and APIs" },
  { control: /^SC-03$/, at: /\.env\.#\.value$/, why: "it shows a switch of the image, and addresses only in the form of one" },
  { control: /^SC-15$/, at: /\.env\.#\.value$/, why: "it shows a list of scopes only" },
];

function isSecretByPath(id: string, { type }: CaseResource, path: Path): boolean {
  const at = pattern(path);
  const isShown = NEVER_SECRET.some((one) => one.control.test(id) && one.at.test(at));
  return !isShown && SECRET_BY_PATH.some((one) => one.type.test(type) && one.at.test(at));
}

/** A case with a secret in one of its texts, for each text and each form of the secret. */
function* variants({ resources, ...one }: PassingCase, secretsAt: (resource: CaseResource, path: Path) => readonly unknown[]) {
  for (const [index, resource] of resources.entries()) {
    for (const path of paths(resource.props)) {
      if (typeof valueAt(resource.props, path) !== "string") continue;
      for (const secret of secretsAt(resource, path)) {
        const props = replaced(resource.props, path, secret) as Record<string, unknown>;
        const at = `${resource.type.split(":").at(-1)} ${pattern(path)}`;
        yield { at, variant: { ...one, resources: withProps(resources, index, props) } };
      }
    }
  }
}

/** Where a secret is shown, and the lines of the message. */
function shown(rule: Rule, cases: readonly PassingCase[], secretsAt: (resource: CaseResource, path: Path) => readonly unknown[]): string[] {
  const found = new Set<string>();
  for (const one of cases) {
    for (const { at, variant } of variants(one, secretsAt)) {
      const lines = messagesOf(rule, variant).flatMap((message) => message.split("\n"));
      for (const line of lines.filter((text) => SHOWN.test(text))) found.add(`${at}: ${line.trim()}`);
    }
  }
  return [...found];
}

describe("a secret in a case", function () {
  this.timeout(120_000);
  for (const { id, rule, cases } of allCases()) {
    if (rule === undefined) continue;
    it(`is in no message of ${id} where it is marked, at any path`, () => {
      const marked = [...PLAIN, ...CREDENTIALS].map((value) => ({ ...MARK, value }));
      assert.deepEqual(
        shown(rule, everyCase(cases), () => marked),
        [],
      );
    });
    it(`is in no message of ${id} where its format shows it, at any path`, () => {
      assert.deepEqual(
        shown(rule, everyCase(cases), () => CREDENTIALS),
        [],
      );
    });
    it(`is in no message of ${id} where values usually are secret`, () => {
      const secretsAt = (resource: CaseResource, path: Path) => (isSecretByPath(id, resource, path) ? PLAIN : []);
      assert.deepEqual(shown(rule, everyCase(cases), secretsAt), []);
    });
  }
});
