/** The process as a program finds it: in its working directory (`--pwd` of the language host), without arguments. */
function enterProgram(workingDirectory) {
  process.chdir(workingDirectory);
  process.argv.splice(2);
}

module.exports = { enterProgram };
