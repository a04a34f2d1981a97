import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { frontDoorRules } from "../../components/kubernetes/gateway/nginx";
import { createCertificate } from "../cluster/support/controlPlane";
import { type RunningProgram, retry } from "../cluster/support/programs";
import { Backend } from "./support/backend";
import { sendBytes } from "./support/client";
import { startNginx } from "./support/nginx";
import { describeOnProxy } from "./support/suite";

const ID = "4b1d7e52-0c3a-4f68-9a7e-2d5c8f1e6b90";
const HOST = "origin.contoso.com";
const PORTS = { http: 18082, https: 18445 };

/** The rules that are published for this purpose (mission-critical reference implementation), with escaped quotes as published. */
const PUBLISHED = String.raw`
SecRuleEngine On
SecRule &REQUEST_HEADERS:X-Azure-FDID \"@eq 0\"  \"log,deny,id:106,status:403,msg:\'Front Door ID not present\'\"
SecRule REQUEST_HEADERS:X-Azure-FDID \"@rx ^(?!ID).*$\"  \"log,deny,id:107,status:403,msg:\'Wrong Front Door ID\'\"
`.replace("ID)", `${ID})`);

const CASES = [
  { name: "the id", lines: [`X-Azure-FDID: ${ID}`], published: 200, own: 200 },
  { name: "no header", lines: [], published: 403, own: 403 },
  { name: "another id", lines: ["X-Azure-FDID: 00000000-0000-0000-0000-000000000000"], published: 403, own: 403 },
  { name: "the id and more", lines: [`X-Azure-FDID: ${ID}evil`], published: 200, own: 403 },
];

describeOnProxy("nginx", "the published rules beside the platform's", () => {
  let folder: string;
  let backend: Backend;
  let program: RunningProgram | undefined;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "hardened-aks-published-"));
    createCertificate(folder, "origin", [`DNS:${HOST}`]);
    backend = await Backend.start(18090);
  });
  afterEach(() => program?.stop());
  after(() => {
    backend?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (snippet: string) => {
    program = startNginx({
      folder,
      ports: PORTS,
      certificate: { chain: join(folder, "origin.crt"), key: join(folder, "origin.key") },
      ingresses: [ingressOf(snippet)],
      endpointOf: () => "127.0.0.1:18090",
    });
    await retry(async () => assert.notEqual(await ask([]), 0), 20);
    backend.take();
  };
  const ask = (lines: readonly string[]) =>
    sendBytes({ port: PORTS.https, host: HOST }, `GET / HTTP/1.1\r\nHost: ${HOST}\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`);

  for (const [name, snippet] of [
    ["published", PUBLISHED],
    ["own", frontDoorRules(ID)],
  ] as const) {
    it(`${name}: ${CASES.map((one) => `${one.name} ${one[name]}`).join(", ")}`, async () => {
      await start(snippet);
      for (const one of CASES) {
        assert.equal(await ask(one.lines), one[name], one.name);
        assert.equal(backend.take().length, one[name] === 200 ? 1 : 0, one.name);
      }
    });
  }

  it("nginx refuses its whole configuration if the rules contain a single quote", async () => {
    await assert.rejects(start(frontDoorRules(ID).replace(/msg:[^"]*/g, "msg:'Wrong Front Door ID'")), /unexpected "W"/);
  });
});

function ingressOf(snippet: string) {
  const prefix = "nginx.ingress.kubernetes.io";
  const annotations = { [`${prefix}/enable-modsecurity`]: "true", [`${prefix}/modsecurity-snippet`]: snippet };
  const backend = { service: { name: "web", port: { number: 80 } } };
  const rules = [{ host: HOST, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }];
  return { metadata: { name: "web", namespace: "web", annotations }, spec: { rules } };
}
