import assert from "node:assert/strict";
import { checkedFrontDoorId } from "../../../../components/kubernetes/gateway/frontDoorId";
import { FRONT_DOOR } from "./edges";

describe("checkedFrontDoorId", () => {
  it("takes a GUID and compares it in lower case", () => {
    assert.equal(checkedFrontDoorId(FRONT_DOOR), FRONT_DOOR);
    assert.equal(checkedFrontDoorId(FRONT_DOOR.toUpperCase()), FRONT_DOOR);
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
      assert.throws(() => checkedFrontDoorId(id), /frontDoorId: ".*"; expected the GUID/);
    });
  }
});
