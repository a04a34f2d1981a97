import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { files, ROOT, read } from "../support/sources";

const DOCUMENTS = files().filter((file) => file.endsWith(".md"));

/** Anchors of a document's headings, as GitHub derives them. */
function anchors(file: string): ReadonlySet<string> {
  const headings = Array.from(read(file).matchAll(/^#{1,6} +(.+)$/gm), ([, heading = ""]) => heading);
  const slug = (heading: string): string =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
  return new Set(headings.map((heading) => slug(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"))));
}

/** Links of a document that lead into this repository: file and anchor. */
function links(file: string): readonly { readonly text: string; readonly target: string; readonly anchor: string }[] {
  return Array.from(read(file).matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g), ([text, path = "", anchor = ""]) => ({
    text,
    target: path === "" ? file : normalize(join(dirname(file), path)),
    anchor,
  }));
}

describe("Documents", () => {
  it("link to files and headings that exist", () => {
    const all = DOCUMENTS.flatMap((file) => links(file).map((link) => ({ file, ...link })));
    assert.ok(all.length > 50, `${all.length} links found`);
    const isBroken = ({ target, anchor }: (typeof all)[number]): boolean =>
      !existsSync(join(ROOT, target)) || (anchor !== "" && target.endsWith(".md") && !anchors(target).has(anchor));
    assert.deepEqual(
      all.filter(isBroken).map(({ file, text }) => `${file}: ${text}`),
      [],
    );
  });

  it("name files and folders of the repository that exist", () => {
    const PATHS = /`((?:components|policy-pack|offline|test|docs|bench|\.ci)\/[\w./-]*)`/g;
    // policy-pack/bin exists only after a build.
    const named = DOCUMENTS.flatMap((file) => Array.from(read(file).matchAll(PATHS), ([, path = ""]) => ({ file, path })));
    assert.ok(named.length > 30, `${named.length} paths found`);
    const missing = named.filter(({ path }) => !existsSync(join(ROOT, path)) && !/^policy-pack\/bin/.test(path));
    assert.deepEqual(
      missing.map(({ file, path }) => `${file}: ${path}`),
      [],
    );
  });
});
