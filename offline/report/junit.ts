import type { Report, ReportedControl, ReportedFinding } from "./model";

/**
 * The evaluated controls as JUnit XML, the format of the test views of pipelines: a suite for each area, a case for each control. A
 * mandatory finding fails its control; an advisory one is output of it. A control about types that the stack does not have is skipped.
 */
export function renderJunit({ stack, controls, findings }: Report): string {
  const evaluated = controls.filter(({ level }) => level !== "disabled");
  const areas = new Map<string, ReportedControl[]>();
  for (const control of evaluated) {
    const area = control.id.slice(0, control.id.lastIndexOf("-"));
    areas.set(area, [...(areas.get(area) ?? []), control]);
  }
  const suites = Array.from(areas, ([area, own]) => suite(stack, area, own, findings));
  return documentOf(stack, [...suites, ...withoutControl(stack, evaluated, findings)]);
}

/** One case, which fails. */
export function renderJunitFailure(stack: string, error: string): string {
  const failure = element("error", { message: error.split("\n", 1)[0] ?? "" }, [text(error)]);
  return documentOf(stack, [
    element("testsuite", { name: stack, tests: 1, failures: 0, errors: 1 }, [testcase(stack, "preview", [failure])]),
  ]);
}

function documentOf(stack: string, suites: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: `hardened-aks ${stack}` }, suites)}\n`;
}

function suite(stack: string, area: string, controls: readonly ReportedControl[], findings: readonly ReportedFinding[]): string {
  const cases = controls.map((control) => {
    const own = findings.filter((finding) => finding.control === control.id);
    const results =
      own.length === 0 && !control.applies
        ? [element("skipped", { message: "the stack has no resource of its types" }, [])]
        : own.map(result);
    return testcase(`${stack}.${area}`, `${control.id} ${control.title}`, results);
  });
  return suiteOf(`${stack} ${area}`, cases);
}

/** Findings of policies that enforce no control. */
function withoutControl(stack: string, controls: readonly ReportedControl[], findings: readonly ReportedFinding[]): readonly string[] {
  const known = new Set(controls.map(({ id }) => id));
  const others = findings.filter(({ control }) => !known.has(control));
  if (others.length === 0) return [];
  return [
    suiteOf(
      `${stack} other`,
      others.map((finding) => testcase(`${stack}.other`, finding.policy, [result(finding)])),
    ),
  ];
}

function suiteOf(name: string, cases: readonly string[]): string {
  const count = (tag: string) => cases.filter((one) => one.includes(`<${tag} `)).length;
  return element("testsuite", { name, tests: cases.length, failures: count("failure"), errors: 0, skipped: count("skipped") }, cases);
}

function result({ level, urn, message }: ReportedFinding): string {
  const details = text(`${message}\n${urn}`);
  if (level === "mandatory") return element("failure", { message: message.split("\n", 1)[0] ?? "", type: level }, [details]);
  return element("system-out", {}, [details]);
}

function testcase(classname: string, name: string, results: readonly string[]): string {
  return element("testcase", { classname, name }, results);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(`${value}`).replaceAll("\n", "&#10;")}"`);
  return children.length === 0 ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>\n${children.join("\n")}\n</${name}>`;
}

/** Without the control characters that XML 1.0 does not allow. */
function text(value: string): string {
  const allowed = Array.from(value).filter((character) => /[\t\n\r]/.test(character) || character >= " ");
  return allowed.join("").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
