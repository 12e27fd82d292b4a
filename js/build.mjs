// Builds what the kernel hands to a browser page: the loader (each widget's `_esm`) and the assets it asks for.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = process.env.FO_WIDGETS_STATIC ?? path.join(here, "..", "fo_widgets", "static");
const LOADER_LIMIT = 4096;
// What every page with a widget pays. A component that makes it grow past this belongs into a piece of its own.
const RUNTIME_LIMIT = 240_000;

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  target: "es2022",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
};

// A classic script that leaves its exports in one variable can be turned into a module (Blob URL) or into a function
// body, whichever the page's content security policy allows.
const script = async (entry, plugins = []) => {
  const result = await esbuild.build({ ...common, entryPoints: [entry], format: "iife", globalName: "fow", jsx: "automatic", plugins });
  return Buffer.from(result.outputFiles[0].contents);
};

// A piece that draws with React takes the runtime's own (`__shared`, see src/runtime/gridPiece.ts): two Reacts on one
// tree do not work together.
const sharedReact = {
  name: "shared-react",
  setup(build) {
    build.onResolve({ filter: /^react(-dom)?$/ }, ({ path }) => ({ path, namespace: "shared" }));
    build.onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({ contents: `module.exports = __shared[${JSON.stringify(path)}]` }));
  },
};

// `Z` level 9 and no time stamp: the same sources give the same bytes, so a page's cached asset stays valid.
const pack = async (name, file, bytes, limit = Infinity) => {
  const packed = gzipSync(bytes, { level: 9 });
  if (packed.length > limit) throw new Error(`${file} has ${packed.length} bytes, at most ${limit} are allowed`);
  await writeFile(path.join(out, file), packed);
  const hash = createHash("sha256").update(packed).digest("hex").slice(0, 16);
  return [name, { file, hash, bytes: packed.length }];
};

const loader = async () => {
  const result = await esbuild.build({ ...common, entryPoints: ["src/loader.ts"], format: "esm" });
  const bytes = Buffer.from(result.outputFiles[0].contents);
  if (bytes.length > LOADER_LIMIT) throw new Error(`loader.js has ${bytes.length} bytes, at most ${LOADER_LIMIT} are allowed`);
  await writeFile(path.join(out, "loader.js"), bytes);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return ["loader", { file: "loader.js", hash, bytes: bytes.length }];
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const font = await readFile(path.join(here, "node_modules/material-icons/iconfont/material-icons.woff2"));
const entries = await Promise.all([
  loader(),
  script("src/runtime/index.tsx").then((bytes) => pack("runtime", "runtime.js.gz", bytes, RUNTIME_LIMIT)),
  script("src/editor/index.ts").then((bytes) => pack("editor", "editor.js.gz", bytes)),
  script("src/grid/index.ts", [sharedReact]).then((bytes) => pack("grid", "grid.js.gz", bytes)),
  pack("icons", "icons.woff2.gz", font),
]);
const manifest = Object.fromEntries(entries);
await writeFile(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
for (const [name, { file, bytes }] of Object.entries(manifest)) console.log(`${name.padEnd(8)} ${file.padEnd(16)} ${bytes} bytes`);
