import assert from "node:assert/strict";
import { decodeYaml } from "../../../offline/kubernetes/decodeYaml";

/** Expected values: what k8s.io/apimachinery's YAMLOrJSONDecoder returns for the same text. */
describe("offline: YAML as Kubernetes decodes it", () => {
  it("booleans, octal numbers and strings of YAML 1.1, merges, keys as strings", () => {
    const text = [
      "a: 0644\nb: on\nc: 2020-01-01\nd: 22:22\ne: 1_000\non: yes\n1: x\nf: 0x1F\ng: ~\nh: !!binary aGk=\ni: y\nj: 0o17",
      "k: 1e3\nl: .5\nm: &x {q: 1}\n'no': {<<: *x, r: 2}\no: '0644'\np: 09\nq: 1.20",
    ].join("\n");
    const expected =
      '{"1":"x","a":420,"b":true,"c":"2020-01-01","d":"22:22","e":1000,"f":31,"h":"hi","i":true,"j":15,"k":1000,"l":0.5,' +
      '"m":{"q":1},"no":{"q":1,"r":2},"o":"0644","p":9,"q":1.2,"true":true}';
    assert.deepEqual(decodeYaml(text), [JSON.parse(expected)]);
  });

  it("documents without content are left out, and an error shows none of the text", () => {
    assert.deepEqual(decodeYaml("---\n# nothing\n---\n{}\n---\nkind: A\n---\n"), [{ kind: "A" }]);
    assert.deepEqual(decodeYaml(""), []);
    assert.throws(
      () => decodeYaml("password: [hush-hush"),
      (error: Error) => /decoding YAML/.test(error.message) && !error.message.includes("hush"),
    );
  });
});
