import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack } from "./support/stack";
import { onlySame, onTheEngine, WITHOUT_PACK } from "./support/suite";

onTheEngine("version aliases", () => {
  let engine: EngineStack;
  const upWith = async (versionAliases: boolean) => {
    await engine.stack.setConfig("hardened-aks:versionAliases", { value: `${versionAliases}` });
    return (await engine.stack.up(WITHOUT_PACK)).summary.resourceChanges;
  };
  before(async () => {
    engine = await engineStack({ name: "dev", config: stackConfig("dev"), program });
    await upWith(false);
  });
  after(() => engine?.close());

  it("kept on a stack that was made without them change nothing", async () => {
    onlySame(await upWith(true));
  });

  it("dropped again change nothing either", async () => {
    onlySame(await upWith(false));
  });
});
