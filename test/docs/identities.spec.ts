import assert from "node:assert/strict";
import ts from "typescript";
import { read } from "../support/sources";

interface Parameters {
  readonly agentIdentity?: string;
  readonly agentUsername?: string;
  readonly agentUserId?: string;
}
type AgentQuery = (parameters: Parameters, allowed: ReadonlySet<string>) => URLSearchParams;

/** The validator as a reader copies it. */
function validator(): AgentQuery {
  const [, source = ""] = /```ts\n([\s\S]*?)\n```/.exec(read("docs/identities.md")) ?? [];
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, strict: true };
  const { outputText, diagnostics } = ts.transpileModule(source, { compilerOptions: options, reportDiagnostics: true });
  assert.deepEqual(diagnostics, []);
  const module: { exports: { agentQuery?: AgentQuery } } = { exports: {} };
  new Function("module", "exports", outputText)(module, module.exports);
  assert.ok(module.exports.agentQuery);
  return module.exports.agentQuery;
}

describe("docs/identities.md: the validator of agent parameters", () => {
  const agentQuery = validator();
  const AGENT = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b0a";
  const USER = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b0b";
  const check = (parameters: Parameters) => agentQuery(parameters, new Set([AGENT])).toString();

  it("accepts no agent, an agent, and an agent with one user", () => {
    assert.equal(check({}), "");
    assert.equal(check({ agentIdentity: AGENT }), `AgentIdentity=${AGENT}`);
    assert.equal(
      check({ agentIdentity: AGENT.toUpperCase(), agentUserId: USER }),
      `AgentIdentity=${AGENT.toUpperCase()}&AgentUserId=${USER}`,
    );
    assert.equal(
      check({ agentIdentity: AGENT, agentUsername: "a+b@contoso.com" }),
      `AgentIdentity=${AGENT}&AgentUsername=a%2Bb%40contoso.com`,
    );
  });

  it("rejects what the sidecar ignores or reinterprets, and agents of others", () => {
    const wrong: readonly Parameters[] = [
      { agentUsername: "a@contoso.com" },
      { agentUserId: USER },
      { agentIdentity: USER },
      { agentIdentity: "" },
      { agentIdentity: AGENT, agentUsername: "a@contoso.com", agentUserId: USER },
      { agentIdentity: AGENT, agentUserId: "a@contoso.com" },
      { agentIdentity: AGENT, agentUserId: "" },
      { agentIdentity: AGENT, agentUsername: "" },
      { agentIdentity: AGENT, agentUsername: "a@contoso.com&AgentUserId=x y" },
    ];
    for (const parameters of wrong) assert.throws(() => check(parameters), /Agent/, JSON.stringify(parameters));
  });
});
