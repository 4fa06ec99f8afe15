// node run-in-node.mjs MODULE.wasm ROOT IN [ARGUMENT...]: runs a module with ROOT as its / and IN as its /in.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [module, root, input, ...args] = process.argv.slice(2);
const wasi = new WASI({
    version: 'preview1',
    args: ['task', ...args],
    env: { WORD: 'souk' },
    preopens: { '/': root, '/in': input },
});
const { instance } = await WebAssembly.instantiate(await readFile(module), wasi.getImportObject());
process.exitCode = wasi.start(instance);
