import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Declarations } from "../../../offline/cloud/declarations/declarations";
import { packagesFrom } from "../../../offline/cloud/declarations/packages";
import { parseType } from "../../../offline/cloud/declarations/typeText";

/** A project with the SDKs of two packages, as Pulumi's code generator writes them. */
const FILES: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({ dependencies: { "@acme/lamps": "1" } }),
  "node_modules/@acme/lamps/package.json": JSON.stringify({ name: "@acme/lamps", pulumi: { name: "lamps" } }),
  "node_modules/@acme/lamps/bin/light/lamp.d.ts": `export declare class Lamp extends pulumi.CustomResource {
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Lamp;
    /** Braces { in a comment; and a semicolon. */
    readonly bulbs: pulumi.Output<outputs.light.Bulb[] | undefined>;
    readonly tags: pulumi.Output<{
        [key: string]: string;
    } | undefined>;
    constructor(name: string, args: LampArgs, opts?: pulumi.CustomResourceOptions);
}
`,
  "node_modules/@acme/lamps/bin/light/getLamp.d.ts": `export declare function getLamp(args: A, o?: B): Promise<GetLampResult>;
export interface GetLampResult {
    readonly watts: number;
}
`,
  "node_modules/@acme/lamps/bin/types/output.d.ts": `import * as outputs from "../types/output";
export declare namespace dark {
    interface Bulb {
        wrong: string;
    }
}
export declare namespace light {
    interface Bulb {
        /** Socket. */
        socket?: enums.light.Socket;
        uri: string;
    }
}
`,
  "node_modules/@acme/lamps/bin/types/enums/light/index.d.ts": `export declare const Socket: {
    /** Small. */
    readonly E14: "e14";
};
`,
};

describe("offline/cloud: types that an SDK declares", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "declarations-"));
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it("of a package with another npm name, compiled into bin: outputs, interfaces, results, enumerations", () => {
    const types = new Declarations(packagesFrom([folder])).of("lamps");
    assert.deepEqual(types?.outputsOf("lamps:light:Lamp"), [
      ["bulbs", false, "pulumi.Output<outputs.light.Bulb[] | undefined>"],
      ["tags", false, "pulumi.Output<{ [key: string]: string; } | undefined>"],
    ]);
    assert.deepEqual(types?.outputsOf("lamps:light/lamp:Lamp")?.length, 2);
    assert.deepEqual(types?.membersOf("outputs.light.Bulb"), [
      ["socket", true, "enums.light.Socket"],
      ["uri", false, "string"],
    ]);
    assert.deepEqual(types?.resultOf("lamps:light:getLamp"), [["watts", false, "number"]]);
    assert.equal(types?.firstMember("enums.light.Socket"), "e14");
    assert.equal(types?.outputsOf("lamps:light:Torch"), undefined);
    assert.equal(types?.membersOf("outputs.dark.Torch"), undefined);
  });

  it("are kept for the next run, until the package changes", () => {
    const cache = join(folder, "cache");
    const first = new Declarations(packagesFrom([folder]), cache);
    first.of("lamps")?.outputsOf("lamps:light:Lamp");
    first.save();
    assert.match(readFileSync(join(cache, "lamps.json"), "utf8"), /light:Lamp/);
    const second = new Declarations(packagesFrom([folder]), cache).of("lamps");
    assert.deepEqual(Object.keys(second?.entries ?? {}), ["lamps:light:Lamp"]);
    writeFileSync(join(folder, "node_modules/@acme/lamps/package.json"), `${FILES["node_modules/@acme/lamps/package.json"]} `);
    assert.deepEqual(new Declarations(packagesFrom([folder]), cache).of("lamps")?.entries, {});
  });

  it("a package that is not installed has none", () => {
    assert.equal(new Declarations(packagesFrom([folder])).of("clouds"), undefined);
    assert.equal(new Declarations(packagesFrom([folder])).of("../lamps"), undefined);
  });

  it("unions, lists and maps are parsed", () => {
    assert.deepEqual(parseType("pulumi.Output<(string | undefined)[] | undefined>"), {
      type: { kind: "list", item: { kind: "string" } },
      optional: true,
    });
    assert.deepEqual(parseType("{ [key: string]: outputs.a.B; }").type, { kind: "map", item: { kind: "reference", name: "outputs.a.B" } });
    assert.deepEqual(parseType("string | enums.a.B").type, { kind: "reference", name: "enums.a.B" });
    assert.deepEqual(parseType('"v1"').type, { kind: "literal", value: "v1" });
  });
});
