// node run-in-node.mjs MODULE.wasm DIRECTORY [ARGUMENT...]: runs a module with DIRECTORY as its root.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [module, directory, ...args] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [module, ...args], env: { GREETING: 'hello' }, preopens: { '/': directory } });
const { instance } = await WebAssembly.instantiate(await readFile(module), wasi.getImportObject());
process.exitCode = wasi.start(instance);
