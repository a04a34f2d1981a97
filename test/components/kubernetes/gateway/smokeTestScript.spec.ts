import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMOKE_TEST_SCRIPT } from "../../../../components/kubernetes/gateway/smokeTest";
import { FRONT_DOOR } from "./edgeGateways";

/** How the gateway answers, as shell patterns of ids and as answers: a status and, after a blank, the header X-Server-Location. */
interface Gateway {
  /** Ids that it accepts. */
  readonly passes?: string;
  /** Answer of each accepted request to the probe's path. */
  readonly probe?: string;
  /** Answers of accepted requests by path; other paths answer like the probe's. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Answer of each refused request. */
  readonly refusal?: string;
  /** Paths on which it accepts every request. */
  readonly open?: string;
  /** Value that the script expects of X-Server-Location; empty where the controller adds none. */
  readonly location?: string;
  /** Number of requests that are answered by 503 first. */
  readonly unready?: number;
}

const EXACT = FRONT_DOOR;
const REGION = "swedencentral";
const PATHS = ["/health/stamp", "/api", "/shop"];

/** Replaces curl. Its last argument is the address, of which each request leaves a line in the file `requests`. */
const standIn = ({
  passes = EXACT,
  probe = `200 ${REGION}`,
  paths = {},
  refusal = "403 ",
  open = "never",
  unready = 0,
}: Gateway) => `#!/bin/sh
id=
for argument in "$@"; do case "$argument" in "X-Azure-FDID: "*) id=\${argument#X-Azure-FDID: } ;; esac; done
path=/\${argument#https://*/}
echo "$path" >> requests
if [ "$(wc -l < requests)" -le ${unready} ]; then printf '503 '; exit; fi
case "$path" in ${open}) id=${EXACT} ;; esac
case "$id" in ${passes}) ;; *) printf '%s' '${refusal}'; exit ;; esac
case "$path" in
${Object.entries(paths)
  .map(([path, answer]) => `${path}) printf '%s' '${answer}' ;;`)
  .join("\n")}
*) printf '%s' '${probe}' ;;
esac
`;

describe("the smoke test's script", () => {
  let directory = "";

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "smoke-test-"));
    executable("sleep", '#!/bin/sh\necho "$1" >> slept\n');
  });
  after(() => rmSync(directory, { recursive: true }));

  function executable(name: string, text: string): void {
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), 0o755);
  }

  function run(gateway: Gateway = {}, published = PATHS) {
    executable("curl", standIn(gateway));
    for (const file of ["requests", "slept"]) writeFileSync(join(directory, file), "");
    const env = {
      PATH: `${directory}:${process.env.PATH}`,
      FRONT_DOOR_ID: FRONT_DOOR,
      ORIGIN_HOST: "o",
      GATEWAY: "g",
      PROBE_PATH: "/health/stamp",
      PATHS: published.join(" "),
      LOCATION: gateway.location ?? REGION,
      TRUST: "",
    };
    return spawnSync("/bin/sh", ["-euc", SMOKE_TEST_SCRIPT], { env, encoding: "utf8", cwd: directory });
  }

  const linesOf = (file: string) => readFileSync(join(directory, file), "utf8").split("\n").filter(Boolean);
  const at = (answer: string) => ({ "/api": answer });
  const nginx = { location: "", probe: "200 " };

  const passing: readonly [string, Gateway][] = [
    ["only the id is accepted", {}],
    ["other requests find no route", { probe: `204 ${REGION}`, refusal: "404 " }],
    ...["200", "301", "401", "403", "404", "405", "500"].map((status): [string, Gateway] => [
      `the workload answers a published path with ${status}`,
      { paths: at(`${status} ${REGION}`) },
    ]),
    ["a controller adds no region, and a workload answers 404", { ...nginx, paths: at("404 ") }],
    ["a controller adds no region, but the workload names its own", { ...nginx, paths: at("200 westeurope") }],
    ["the workloads are ready after some time", { unready: 12 }],
  ];
  for (const [what, gateway] of passing) it(`passes where ${what}`, () => assert.equal(run(gateway).status, 0));

  const failing: readonly [string, Gateway][] = [
    ["the id is compared as a prefix", { passes: `${EXACT}*` }],
    ["no header is needed", { passes: `${EXACT}|''` }],
    ["any id is accepted", { passes: "????????-*" }],
    ["even Front Door is refused", { passes: "never" }],
    ["the probe's path has no success", { probe: `401 ${REGION}` }],
    ["the probe's workload does not answer", { probe: `503 ${REGION}` }],
    ["a published path has no route", { paths: at("404 ") }],
    ["a published path is refused by the gateway", { paths: at("403 ") }],
    ["a published path reaches another stamp", { paths: at("200 westeurope") }],
    ...["502", "503", "504"].map((status): [string, Gateway] => [
      `the gateway reaches no workload for a path (${status})`,
      { paths: at(`${status} ${REGION}`) },
    ]),
    ["a controller that adds no region reaches no workload", { ...nginx, paths: at("503 ") }],
    ["one published path needs no id", { open: "/shop" }],
    ["one published path needs no id, and its workload answers 404", { open: "/shop", paths: { "/shop": `404 ${REGION}` } }],
    ["other requests are redirected instead of refused", { refusal: "302 " }],
    ["nothing listens", { passes: "never", refusal: "000 " }],
  ];
  for (const [what, gateway] of failing) it(`fails where ${what}`, () => assert.equal(run(gateway).status, 1));

  it("keeps the id out of its log", () => {
    const { stdout, stderr } = run();
    assert.ok(stdout.includes("403  with more than the id at /api"));
    assert.ok(!`${stdout}${stderr}`.includes(FRONT_DOOR));
  });

  it("asks 20 paths four times each, without a wait", () => {
    const paths = Array.from({ length: 20 }, (_, index) => `/p${index}`);
    assert.equal(run({}, paths).status, 0);
    assert.deepEqual(new Set(linesOf("requests")), new Set(["/health/stamp", ...paths]));
    assert.equal(linesOf("requests").length, 4 * 21);
    assert.deepEqual(linesOf("slept"), []);
  });

  it("waits 40 times at most for all paths together", () => {
    assert.equal(run({ unready: 25, paths: at("503 ") }).status, 1);
    assert.equal(linesOf("slept").length, 39);
  });
});
