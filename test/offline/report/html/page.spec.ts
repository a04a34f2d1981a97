import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderHtml, renderHtmlFailure } from "../../../../offline/report/html/page";
import type { Report, ReportedControl } from "../../../../offline/report/model";
import { catalogue } from "../../../../policy-pack/rules/catalogue";
import { ROOT } from "../../../support/sources";
import { FINDINGS, reportOf, resource, urnOf } from "./reports";

const render = (...args: Parameters<typeof reportOf>): string => renderHtml(reportOf(...args), ROOT);

const control = (id: string, more: Partial<ReportedControl> = {}): ReportedControl[] =>
  catalogue
    .filter((rule) => rule.id === id)
    .map(({ name, title, severity, why, fix, url, frameworks = {} }) => ({
      ...{ id, policy: name, title, severity, why, fix, url, frameworks, level: "mandatory", applies: true },
      ...more,
    }));

/** The text between the tags of an element that occurs once. */
function inner(page: string, start: string, end: string): string {
  const [, after = "", ...more] = page.split(start);
  assert.equal(more.length, 0, `${start} occurs again`);
  return after.split(end)[0] ?? "";
}

describe("offline/report: the page of --html", () => {
  it("allows its own style and script by their hashes, and nothing else", () => {
    const page = render([]);
    const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
    const hash = (text: string) => `&#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`;
    assert.equal(
      policy,
      [
        "default-src &#39;none&#39;",
        `style-src ${hash(inner(page, "<style>", "</style>"))}`,
        `script-src ${hash(inner(page, "<script>", "</script>"))}`,
        "base-uri &#39;none&#39;",
        "form-action &#39;none&#39;",
      ].join("; "),
    );
  });

  it("has the same style and script in a check-out with CRLF", () => {
    const root = mkdtempSync(join(tmpdir(), "crlf-"));
    after(() => rmSync(root, { recursive: true }));
    const folder = join("offline", "report", "html", "client");
    mkdirSync(join(root, folder), { recursive: true });
    for (const name of readdirSync(join(ROOT, folder)))
      writeFileSync(join(root, folder, name), readFileSync(join(ROOT, folder, name), "utf8").replace(/\r?\n/g, "\r\n"));
    assert.equal(renderHtml(reportOf([]), root), render([]));
  });

  it("loads nothing: every address is a link that a reader follows", () => {
    const page = render([resource("azure-native:frontdoor:Policy", "waf")], { findings: FINDINGS, controls: control("FD-04") });
    assert.match(page, /href="https:\/\/learn\.microsoft\.com\//);
    assert.doesNotMatch(page, /<(link|img|iframe|object|embed|base)\b|\s(src|srcset|style|on\w+)=|url\((?!#)|@import/);
  });

  it("shows values as text, wherever they are from", () => {
    const hostile = `</script><img src=x onerror="alert('1')">&\u202e`;
    const name = `a${hostile}`;
    const urn = urnOf("azure-native:keyvault:Vault", name);
    const difference = { kind: "changed", urn, type: "azure-native:keyvault:Vault", name, protect: false, holdsData: true } as const;
    const page = render([resource("azure-native:keyvault:Vault", name, { inputs: { [hostile]: hostile, location: hostile } })], {
      ...{ stack: hostile, project: hostile, outputs: { [hostile]: hostile }, warnings: [hostile] },
      findings: FINDINGS.map((finding) => ({ ...finding, urn, message: hostile, path: hostile })),
      notJudged: { packages: { [hostile]: 1 }, components: [{ urn, name, reason: hostile }], undecided: {} },
      comparison: {
        ...{ base: hostile, commit: undefined, error: undefined, remarks: [hostile], newFindings: [], goneFindings: FINDINGS },
        resources: [{ ...difference, changes: [{ path: hostile, before: hostile, after: 1 }] }],
      },
    });
    assert.doesNotMatch(page, /<img/);
    assert.ok(page.includes("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;\ufffd"));
    const [, data = ""] = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(page) ?? [];
    assert.equal(JSON.parse(data)[1].inputs[hostile], hostile);
    assert.ok(renderHtmlFailure("dev", hostile, ROOT).includes("&lt;img"));
  });

  it("has for each finding the reason, the fix, the value and what is expected", () => {
    const page = render([resource("azure-native:frontdoor:Policy", "waf")], { findings: FINDINGS });
    assert.match(page, /<p class="verdict bad">Blocked by 1 mandatory finding<\/p>/);
    const [finding] = FINDINGS;
    assert.ok(finding !== undefined && page.includes(finding.why) && page.includes(finding.fix));
    assert.match(
      page,
      /<a href="#r1" data-resource="1">waf<\/a>[\s\S]*<td><code>Detection<\/code><\/td><td>Prevention<span class="more">Fix: f<\/span>/,
    );
  });

  it("shows a message of another form as it is", () => {
    const findings = FINDINGS.map((finding) => ({ ...finding, message: "first line\n  second line" }));
    assert.match(render([], { findings }), /<pre>first line\n {2}second line<\/pre>/);
  });

  it("rates each item of a framework and each line of a document by its controls", () => {
    const controls = [...control("FD-04"), ...control("FD-01", { applies: false }), ...control("KV-06", { level: "disabled" })];
    const page = render([resource("azure-native:frontdoor:Policy", "waf")], { findings: FINDINGS, controls });
    assert.match(page, /<tr id="c-FD-04">[\s\S]*?<a class="status mandatory" href="#f-mandatory-FD-04">Mandatory<\/a>/);
    assert.match(page, /<tr id="c-FD-01">[\s\S]*?<span class="status none">No resource<\/span>/);
    assert.match(page, /<tr id="c-KV-06">[\s\S]*?<span class="status off">Disabled<\/span>/);
    assert.match(page, /<th scope="row">Line \d+<\/th><td>[^<]+<\/td><td><span class="status mandatory">Mandatory<\/span><\/td>/);
    const [, framework = ""] = page.split('<span class="title">MCSB v1</span>');
    assert.match(framework, /<a class="status (off|none|mandatory)" href="#c-/);
  });

  it("does not count an item as met when some of its controls are disabled", () => {
    const of = (id: string, more: Partial<ReportedControl>) => control(id, { frameworks: { "MCSB v1": ["NS-6"] }, ...more });
    const status = (...controls: readonly ReportedControl[]) => {
      const [, row = ""] = render([], { controls }).split('<th scope="row">NS-6</th>');
      return /<span class="status \w+">([^<]+)<\/span>/.exec(row)?.[1];
    };
    const [met, none] = [of("FD-04", {}), of("FD-01", { applies: false })];
    const [disabled, alsoDisabled] = [of("KV-06", { level: "disabled" }), of("KV-01", { level: "disabled" })];
    assert.equal(status(...met, ...none), "Met");
    assert.equal(status(...met, ...disabled, ...alsoDisabled), "Partly disabled");
    assert.equal(status(...none, ...disabled), "Partly disabled");
    assert.equal(status(...disabled, ...alsoDisabled), "Disabled");
  });

  it("is not good where not everything was judged, and says so in the header and in place of findings", () => {
    const verdict = (page: string) => /<p class="verdict [^<]+/.exec(page)?.[0];
    const notJudged = (more: Partial<Report["notJudged"]>) =>
      render([], { notJudged: { packages: {}, components: [], undecided: {}, ...more } });
    const figure = (page: string) =>
      /<dt>Not judged<\/dt><dd><b>(\d+)<\/b> <span class="about"><a href="#remarks">([^<]+)/.exec(page)?.slice(1);
    const components = [{ urn: urnOf("kubernetes:helm.sh/v4:Chart", "web"), name: "web", reason: "r" }];
    assert.equal(verdict(render([])), '<p class="verdict good">No mandatory findings');
    assert.equal(figure(render([])), undefined);
    const page = notJudged({ packages: { aws: 3, gcp: 1 }, components });
    assert.equal(verdict(page), '<p class="verdict partial">No mandatory findings in what was judged');
    assert.deepEqual(figure(page), ["5", "resources and components"]);
    assert.match(page, /<p class="empty">No control reports a finding\. <a href="#remarks">Not everything was judged\.<\/a>/);
    assert.deepEqual(figure(notJudged({ components })), ["1", "components"]);
    assert.match(verdict(notJudged({ undecided: { "KV-01": 1 } })) ?? "", /partial/);
    assert.match(verdict(render([], { findings: FINDINGS, notJudged: { packages: { aws: 1 }, components, undecided: {} } })) ?? "", /bad/);
  });

  it("has sections only for what there is", () => {
    const sections = (page: string) => Array.from(page.matchAll(/<section id="([^"]+)"/g), ([, id]) => id);
    assert.deepEqual(sections(render([])), ["findings", "coverage", "all-resources"]);
    const comparison = {
      ...{ base: "main", commit: "0123456789", error: "broken", remarks: [] },
      ...{ resources: [], newFindings: [], goneFindings: [] },
    };
    const page = render([], { comparison, outputs: { a: "b" }, warnings: ["w"] });
    assert.deepEqual(sections(page), ["difference", "findings", "coverage", "remarks", "outputs", "all-resources"]);
    assert.match(page, /Not compared with <code>main<\/code> \(0123456\), which cannot be previewed:<\/p><pre class="error">broken<\/pre>/);
    assert.deepEqual(sections(renderHtmlFailure("dev", "e", ROOT)), ["error"]);
  });

  it("marks findings that the base does not have, and the change of each resource", () => {
    const waf = resource("azure-native:frontdoor:Policy", "waf");
    const change = { path: "policySettings.mode", before: "Prevention", after: "Detection" };
    const comparison = {
      ...{ base: "main", commit: undefined, error: undefined, remarks: [], newFindings: FINDINGS, goneFindings: [] },
      resources: [
        {
          ...{ kind: "changed" as const, urn: waf.urn, type: waf.type, name: waf.name },
          protect: false,
          holdsData: false,
          changes: [change],
        },
      ],
    };
    const page = render([waf], { findings: FINDINGS, comparison });
    assert.match(page, /<p>Compared with <code>main<\/code>: 1 changed, 1 finding new\.<\/p>/);
    assert.match(page, /<td><code>&quot;Prevention&quot;<\/code><\/td><td><code>&quot;Detection&quot;<\/code><\/td>/);
    assert.match(page, /<tr id="r1" data-flags="fc">[\s\S]*?<span class="change changed">changed<\/span>/);
    assert.match(page, /<span class="tag new">new<\/span>/);
    const [, target = ""] = /Findings new<[\s\S]*?<a class="control" href="#([^"]+)">/.exec(page) ?? [];
    assert.ok(page.includes(`id="${target}"`), target);
  });

  it("marks a finding as new by what the comparison compares: not another level or policy at the same place", () => {
    const advisory = FINDINGS.map((finding) => ({ ...finding, level: "advisory" as const }));
    const other = FINDINGS.map((finding) => ({ ...finding, policy: "other" }));
    const comparison = { ...{ base: "main", commit: undefined, error: undefined, remarks: [], resources: [] }, goneFindings: [] };
    const page = render([], { findings: [...FINDINGS, ...advisory, ...other], comparison: { ...comparison, newFindings: FINDINGS } });
    assert.equal(page.match(/<tr><th scope="row">waf <span class="tag new">/g)?.length, 1);
    assert.match(page.split("Advisory findings")[0] ?? "", /<span class="tag new">new/);
  });
});
