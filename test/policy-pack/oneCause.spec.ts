import assert from "node:assert/strict";
import { catalogue } from "../../policy-pack/rules/catalogue";
import { type Cause, sharedCauses } from "./oneCause/causes";
import { SEPARATE } from "./oneCause/separate";

/**
 * Every failing case through every control: where correcting the case for its own control also resolves another control's finding, the two
 * have one cause, and one of them is declared as covered by the other.
 */
describe("The findings of two controls with one cause", () => {
  let causes: readonly Cause[];
  before(function () {
    this.timeout(240_000);
    causes = sharedCauses();
  });

  const covers = new Set(catalogue.flatMap(({ id, coveredBy = [] }) => coveredBy.flatMap((other) => [`${id} ${other}`, `${other} ${id}`])));
  const isSeparate = ({ control, other }: Cause) =>
    SEPARATE.some(({ controls, others }) => controls.includes(control) && (others === undefined || others.includes(other)));

  it("are one finding, or there is a reason why not", () => {
    const unexplained = causes.filter((cause) => !covers.has(`${cause.control} ${cause.other}`) && !isSeparate(cause));
    assert.deepEqual(
      unexplained.map(({ control, other, correction }) => `${control} and ${other}: ${correction}`),
      [],
    );
  });

  it("has no reason for a pair that does not occur", () => {
    const unused = SEPARATE.filter(
      ({ controls, others }) => !causes.some((cause) => controls.includes(cause.control) && (others?.includes(cause.other) ?? true)),
    );
    assert.deepEqual(
      unused.map(({ controls, reason }) => `${controls.join(", ")}: ${reason}`),
      [],
    );
  });
});
