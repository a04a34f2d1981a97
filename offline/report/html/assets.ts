import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { html, Markup } from "./markup";

/** Style and script of the page, as elements, with the policy that allows these two and nothing else. */
export interface Assets {
  readonly policy: string;
  readonly style: Markup;
  readonly script: Markup;
}

/** In the order of the cascade. */
const STYLES = ["base", "page", "topology", "sections", "resources", "media"];

/** @param root folder of the preview's sources. */
export function loadAssets(root: string): Assets {
  const folder = join(root, "offline", "report", "html", "client");
  // HTML parsers turn CRLF into LF before the hashes are compared.
  const read = (name: string): string => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n");
  const style = STYLES.map((name) => read(`${name}.css`)).join("\n");
  const script = read("report.js");
  return {
    policy: `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`,
    style: html`<style>${new Markup(style)}</style>`,
    script: html`<script>${new Markup(script)}</script>`,
  };
}

/** A source of a content security policy: the hash of what is between the tags. */
function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
