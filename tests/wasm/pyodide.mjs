// Runs Python code in Pyodide: node pyodide.mjs RUNTIME CODE GUEST=HOST ...
//
// RUNTIME is a folder with Pyodide and the packages that its lock file names; nothing is fetched.
import { pathToFileURL } from "node:url";

const [runtime, code, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: `${runtime}/`, stderr: console.error });
await pyodide.loadPackage(["numpy", "matplotlib"], { messageCallback: () => {} });
for (const folder of folders) {
  const [guest, host] = folder.split("=");
  pyodide.FS.mkdir(guest);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: host }, guest);
}
pyodide.runPython(code);
