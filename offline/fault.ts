/** An error in the user's input or program: shown as its message alone, exit code 2. */
export class InputFault extends Error {
  override readonly name = "InputFault";
}
