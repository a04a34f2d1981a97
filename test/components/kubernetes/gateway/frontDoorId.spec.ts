import assert from "node:assert/strict";
import { parseFrontDoorId } from "../../../../components/kubernetes/gateway/frontDoorId";
import { FRONT_DOOR } from "./edgeGateways";

describe("parseFrontDoorId", () => {
  it("accepts a GUID and returns it in lower case", () => {
    assert.equal(parseFrontDoorId(FRONT_DOOR), FRONT_DOOR);
    assert.equal(parseFrontDoorId(FRONT_DOOR.toUpperCase()), FRONT_DOOR);
  });

  const refused = [
    "",
    " ",
    "aaaaaaaa",
    `${FRONT_DOOR}0`,
    ` ${FRONT_DOOR}`,
    `${FRONT_DOOR}\n`,
    "a|",
    "*",
    `${FRONT_DOOR}"`,
    FRONT_DOOR.replaceAll("-", ""),
  ];
  for (const id of refused) {
    it(`refuses ${JSON.stringify(id)}`, () => {
      assert.throws(() => parseFrontDoorId(id), /frontDoorId: ".*"; expected the GUID/);
    });
  }
});
