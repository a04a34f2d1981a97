/** Something the user gave is wrong: shown as its message alone, exit code 2. */
export class InputFault extends Error {
  override readonly name = "InputFault";
}
