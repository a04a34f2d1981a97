import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http2";
import type { KubernetesObject } from "../cluster/support/kubernetesApi";
import { retry, sleep } from "../cluster/support/programs";
import { FORM_CASES, HEADER_CASES, type Outcome, passes } from "./support/cases";
import { sendBytes, sendHttp2, sendPipelined, sendPlainBytes, sendPlainHttp2 } from "./support/client";
import { applyStrictly, pathOf } from "./support/cluster";
import { Edge, edited, type RunningGateway, SERVER } from "./support/edge";
import { CONTROLLERS, type ControllerName, objectOf } from "./support/rendered";
import { describeOnProxy, reasonToSkip, versions } from "./support/suite";

const PATH = "/api/catalog";
/** Statuses with which a check refuses, or a proxy a malformed request; 0 closes the connection. */
const REFUSALS = [0, 308, 400, 403, 404, 405, 411, 413, 414, 426, 431, 501];
/** HTTP/2 after a TLS handshake without protocols: Envoy recognizes it by its first bytes. The status without the id; what the id gets. */
const UNASKED: Readonly<Record<ControllerName, { readonly refusal: number; readonly withId: Outcome }>> = {
  nginx: { refusal: 0, withId: 0 },
  istio: { refusal: 403, withId: "catalog" },
  "gateway-api": { refusal: 404, withId: "catalog" },
};
const OTHER = "00000000-0000-0000-0000-000000000000";

let edge: Edge;
before(async function () {
  const runnable = CONTROLLERS.filter((controller) => reasonToSkip(controller) === undefined);
  if (runnable.length === 0) return;
  this.timeout(240_000);
  edge = await Edge.start();
  const { gitVersion } = await edge.cluster.api.get("/version");
  console.log([`kube-apiserver ${gitVersion}`, ...new Set(runnable.map(versions))].join("; "));
});
after(async function () {
  this.timeout(60_000);
  await edge?.stop();
});

for (const controller of CONTROLLERS) {
  describeOnProxy(controller, "the rendered routes", () => {
    let gateway: RunningGateway;
    before(async () => {
      gateway = await edge.open(controller);
    });
    after(() => gateway?.stop());
    const lines = (header: readonly string[]) => header.map((line) => `${line}\r\n`).join("");
    const requestFor = (path: string, header: readonly string[]) =>
      `GET ${path} HTTP/1.1\r\nHost: ${gateway.target.host}\r\n${lines(header)}\r\n`;
    const ask = (header: readonly string[]) => sendBytes(gateway.target, requestFor(PATH, header));
    const withId = () => [`X-Azure-FDID: ${gateway.rendered.frontDoorId}`];
    const workloads = () => edge.backend.take().map(({ pod }) => gateway.workloadOf(pod));
    /** The workload that answered, or the status of the gateway's own answer. */
    const outcomeOf = (status: number): Outcome => {
      const [workload, ...more] = workloads();
      assert.deepEqual(more, []);
      if (workload === undefined) return status;
      assert.ok(status === 200 || status === 101, `the backend saw the request, but the answer was ${status}`);
      return workload as Outcome;
    };
    const assertRefused = (status: number) => {
      assert.deepEqual(edge.backend.take(), [], `a workload saw the request; the answer was ${status}`);
      assert.ok(REFUSALS.includes(status), `${status}`);
    };

    describe("X-Azure-FDID", () => {
      for (const one of HEADER_CASES) {
        const isPassed = passes(one, controller);
        it(`${one.name}: ${isPassed ? "passes" : "is refused"}`, async () => {
          const status = await ask(one.lines(gateway.rendered.frontDoorId));
          if (isPassed) assert.equal(outcomeOf(status), "catalog");
          else assertRefused(status);
        });
      }
    });

    describe("form of the request", () => {
      for (const { name, bytes, withId: recorded } of FORM_CASES) {
        const expected = controller === "nginx" ? recorded.nginx : recorded.envoy;
        it(`${name}: refused without the id, with it ${expected}`, async () => {
          const { host } = gateway.target;
          for (const header of [[], [`X-Azure-FDID: ${OTHER}`], [`${withId()}0`]])
            assertRefused(await sendBytes(gateway.target, bytes(host, lines(header))));
          assert.equal(outcomeOf(await sendBytes(gateway.target, bytes(host, lines(withId())))), expected);
        });
      }

      it("two requests on one connection, the id in one: the other is refused", async () => {
        const refusal = controller === "gateway-api" ? 404 : 403;
        const both = (first: readonly string[], second: readonly string[]) =>
          sendPipelined(gateway.target, requestFor("/api/x", first) + requestFor(PATH, [...second, "Connection: close"]));
        assert.deepEqual([await both(withId(), []), workloads()], [[200, refusal], ["web"]]);
        assert.deepEqual([await both([], withId()), workloads()], [[refusal, 200], ["catalog"]]);
      });
    });

    describe("HTTP/2", () => {
      const http2 = (values: string | string[] | undefined, protocols?: string[]) =>
        sendHttp2(gateway.target, { ":path": PATH, ...(values !== undefined && { "x-azure-fdid": values }) }, protocols);

      it("only the id passes", async () => {
        const id = gateway.rendered.frontDoorId;
        for (const value of [undefined, OTHER, `${id}0`, id.toUpperCase(), `${id}, ${OTHER}`, ""]) assertRefused(await http2(value));
        assertRefused(await http2([OTHER, OTHER]));
        assert.equal(outcomeOf(await http2(id)), "catalog");
      });

      it("two headers, one of them the id: as over HTTP/1.1", async () => {
        const id = gateway.rendered.frontDoorId;
        for (const values of [
          [id, OTHER],
          [OTHER, id],
        ]) {
          const status = await http2(values);
          if (controller === "nginx") assertRefused(status);
          else assert.equal(outcomeOf(status), "catalog");
        }
      });

      it("unasked in TLS: refused without the id, also where the gateway recognizes it", async () => {
        const { refusal, withId: recorded } = UNASKED[controller];
        const id = gateway.rendered.frontDoorId;
        for (const value of [undefined, OTHER, `${id}0`]) {
          assert.equal(outcomeOf(await http2(value, [])), refusal);
          assert.equal(outcomeOf(await http2(value, ["http/1.1"])), 0);
        }
        assert.equal(outcomeOf(await http2(id, [])), recorded);
        assert.equal(outcomeOf(await http2(id, ["http/1.1"])), 0);
      });
    });

    describe("plain text", () => {
      it("no request in plain text reaches a workload, over HTTP/1.1 or h2c, not even with the id", async () => {
        await assertSpeaksH2c({ ":path": PATH, "x-azure-fdid": gateway.rendered.frontDoorId });
        for (const { port, statuses } of plainPorts(controller, gateway.target.port)) {
          const target = { ...gateway.target, port };
          const plain = (header: readonly string[]) => sendPlainBytes(target, requestFor(PATH, header));
          assert.deepEqual([outcomeOf(await plain([])), outcomeOf(await plain(withId()))], statuses);
          for (const id of [{}, { "x-azure-fdid": gateway.rendered.frontDoorId }])
            assert.equal(outcomeOf(await sendPlainHttp2(target, { ":path": PATH, ...id })), 0);
        }
      });
    });

    // Tests of a suite run before the suites in it, so that what comes last has one of its own.
    describe("at the end", () => {
      it("the API server's strict validation, which every rendered object passed, refuses a field that does not exist", async () => {
        const service = objectOf(gateway.rendered.objects, "Service", "catalog");
        const wrong = { ...service, spec: { ...(service.spec as object), typo: true } };
        await assert.rejects(applyStrictly(edge.cluster, [wrong]), /typo/);
      });

      it("the workload receives it by TLS", async () => {
        await ask(withId());
        assert.deepEqual(
          edge.backend.take().map(({ encrypted }) => encrypted),
          [true],
        );
      });

      it("a workload with a certificate of another authority, or for another name, gets no request", async () => {
        await WITHOUT_TRUST[controller](gateway, async () => {
          edge.backend.disconnect();
          return ask(withId());
        });
        assert.ok(edge.backend.take().every(({ encrypted }) => encrypted));
      });

      it("nothing arrived late", async () => {
        await sleep(500);
        assert.deepEqual(edge.backend.take(), []);
      });

      it("with the check removed from the objects a request without the id passes: these tests can fail", async () => {
        const statuses = () => ask([]);
        const until = (expected: number) => retry(async () => assert.equal(await statuses(), expected), 60);
        await WITHOUT_CHECK[controller](gateway, until);
      });
    });
  });
}

/** Ports on which a request in plain text can arrive, with the answers without and with the id: nginx also has a port that redirects. */
function plainPorts(controller: ControllerName, port: number): readonly { readonly port: number; readonly statuses: readonly number[] }[] {
  if (controller !== "nginx") return [{ port, statuses: [0, 0] }];
  return [
    { port, statuses: [400, 400] },
    { port: 18080, statuses: [403, 308] },
  ];
}

/** Without this, a client that sends no valid request over h2c would be taken for one that every gateway refuses. */
async function assertSpeaksH2c(headers: OutgoingHttpHeaders): Promise<void> {
  const port = 18091;
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  try {
    assert.equal(await sendPlainHttp2({ port, host: "catalog" }, headers), 200);
    for (const [name, value] of Object.entries(headers)) assert.equal(seen[0]?.[name], value);
  } finally {
    server.close();
  }
}

type Until = (status: number) => Promise<unknown>;

/** Replaces the authority, then the name that the gateway verifies, each until it answers that it reaches no workload. */
const WITHOUT_TRUST: Readonly<Record<ControllerName, (gateway: RunningGateway, ask: () => Promise<number>) => Promise<void>>> = {
  istio: async ({ rendered: { objects } }, ask) => {
    const rule = objectOf(objects, "DestinationRule", "catalog");
    const renamed = edited(rule, /"subjectAltNames":\["[^"]*"\]/, '"subjectAltNames":["other.example.com"]');
    await withoutTrust("istio", [rule, renamed], ask);
  },
  "gateway-api": async ({ rendered: { objects } }, ask) => {
    const policy = objectOf(objects, "BackendTLSPolicy", "catalog");
    await withoutTrust("gateway-api", [policy, edited(policy, /"hostname":"[^"]*"/g, '"hostname":"other.example.com"')], ask);
  },
  nginx: async ({ rendered: { objects, frontDoorId }, target }, ask) => {
    assert.equal(await ask(), 200);
    const ports = { http: 18082, https: 18445 };
    const name = /("nginx\.ingress\.kubernetes\.io\/proxy-ssl-name"):"[^"]*"/;
    const renamed = objects.map((object) => edited(object, name, '$1:"other.example.com"'));
    for (const [given, authority] of [
      [objects, edge.createOtherAuthority()],
      [renamed, SERVER],
    ] as const) {
      const { program, port } = await edge.startNginx({ objects: given }, target.host, ports, authority);
      try {
        const bytes = `GET ${PATH} HTTP/1.1\r\nHost: ${target.host}\r\nX-Azure-FDID: ${frontDoorId}\r\n\r\n`;
        await retry(async () => assert.equal(await sendBytes({ ...target, port }, bytes), 502), 20);
      } finally {
        await program.stop();
      }
    }
  },
};

/** Envoy: the object that names the server, as it is and with another name. */
async function withoutTrust(
  controller: "istio" | "gateway-api",
  [given, renamed]: readonly [KubernetesObject, KubernetesObject],
  ask: () => Promise<number>,
): Promise<void> {
  const until = (expected: number) => retry(async () => assert.equal(await ask(), expected), 60);
  await edge.trust(edge.createOtherAuthority(), controller);
  await until(503);
  await edge.trust(SERVER, controller);
  await until(200);
  await applyStrictly(edge.cluster, [renamed]);
  await until(503);
  await applyStrictly(edge.cluster, [given]);
  await until(200);
}

const WITHOUT_CHECK: Readonly<Record<ControllerName, (gateway: RunningGateway, until: Until) => Promise<void>>> = {
  nginx: async ({ rendered, target }) => {
    const objects = rendered.objects.map((object) => edited(object, /"nginx\.ingress\.kubernetes\.io\/enable-modsecurity":"true",?/, ""));
    const { program, port } = await edge.startNginx({ objects }, target.host, { http: 18081, https: 18444 });
    try {
      const bytes = `GET ${PATH} HTTP/1.1\r\nHost: ${target.host}\r\n\r\n`;
      await retry(async () => assert.equal(await sendBytes({ ...target, port }, bytes), 200), 20);
    } finally {
      await program.stop();
    }
  },
  istio: async ({ rendered: { objects } }, until) => {
    const policy = objectOf(objects, "AuthorizationPolicy", "edge");
    await until(403);
    await edge.cluster.api.delete(pathOf(policy));
    // The match of the routes alone.
    await until(404);
    await applyStrictly(edge.cluster, [edited(objectOf(objects, "VirtualService", "edge"), /,"headers":\{[^}]*\}\}/g, "")]);
    await until(200);
    // The policy alone.
    await applyStrictly(edge.cluster, [policy]);
    await until(403);
  },
  "gateway-api": async ({ rendered: { objects } }, until) => {
    await until(404);
    const route = objectOf(objects, "HTTPRoute", "catalog");
    await applyStrictly(edge.cluster, [edited(route, /,"headers":\[[^\]]*\]/g, "")]);
    await until(200);
  },
};
