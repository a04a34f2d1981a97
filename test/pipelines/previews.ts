import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A step of `pulumi preview --json`, as the CLI 3.259 writes it. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly oldState?: object;
  readonly newState?: object;
}

const STACK = "urn:pulumi:prod::hardened-aks";

export const urn = (type: string, name: string): string => `${STACK}::hardened-aks:platform:Platform$${type}::${name}`;

/** An update of a resource's inputs. */
export function update(type: string, name: string, before: object, after: object, dependencies: readonly string[] = []): Step {
  const id = urn(type, name);
  return { op: "update", urn: id, oldState: { urn: id, inputs: before }, newState: { urn: id, inputs: after, dependencies } };
}

export const PASSWORD = urn("random:index/randomPassword:RandomPassword", "generated-key");
const expires = (at: number, value = "[secret]") => ({ properties: { value, attributes: { enabled: true, expires: at } } });
const revision = (value: string) => ({ spec: { template: { metadata: { annotations: { "hardened-aks/secrets-revision": value } } } } });

/** The steps of a rotation: the password, the vault's secret, the server's password, the pods. */
export const ROTATION: readonly Step[] = [
  { op: "refresh", urn: urn("azure-native:keyvault:Vault", "vault"), oldState: {} },
  {
    op: "replace",
    urn: PASSWORD,
    oldState: { inputs: { keepers: { period: "90d-1" } } },
    newState: { inputs: { keepers: { period: "90d-2" } } },
  },
  update("azure-native:keyvault:Secret", "secret", expires(1), expires(2), [PASSWORD]),
  update(
    "azure-native:dbforpostgresql:Server",
    "server",
    { administratorLoginPassword: "[secret]" },
    { administratorLoginPassword: "[secret]" },
    [PASSWORD],
  ),
  update("kubernetes:apps/v1:Deployment", "deployment", revision("a"), revision("b")),
];

/** Runs a function with files of previews, in a folder that is deleted afterwards. */
export function withPreviews<T>(previews: Readonly<Record<string, string | readonly Step[]>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "previews-"));
  try {
    for (const [name, content] of Object.entries(previews)) {
      writeFileSync(join(folder, name), typeof content === "string" ? content : preview(content));
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The document that the CLI prints. */
export function preview(steps: readonly Step[], diagnostics: readonly object[] = []): string {
  return `${JSON.stringify({ config: {}, steps, diagnostics, duration: 1, changeSummary: {} }, null, 4)}\n`;
}
