// Serves the development page on loopback: node dev/serve.mjs [port]
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = process.env.FO_WIDGETS_STATIC ?? path.join(here, "../../fo_widgets/static");
const python = process.env.PYTHON ?? path.join(here, "../../.venv/bin/python");
const plotly = execFileSync(python, ["-c", "import plotly, os; print(os.path.join(os.path.dirname(plotly.__file__), 'package_data', 'plotly.min.js'))"], { encoding: "utf8" }).trim();
const packed = readFile(plotly).then((bytes) => gzipSync(bytes));
const TYPES = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript", ".json": "application/json" };

createServer(async (request, response) => {
  const name = new URL(request.url, "http://x").pathname;
  try {
    let body;
    if (name === "/asset/plotly") body = await packed;
    else if (name === "/scenes") body = JSON.stringify((await readdir(path.join(here, "scenes"))).map((file) => file.replace(/\.mjs$/, "")));
    else if (name.startsWith("/static/")) body = await readFile(path.join(out, path.basename(name)));
    else body = await readFile(path.join(here, name === "/" ? "index.html" : path.normalize(name)));
    response.writeHead(200, { "content-type": TYPES[path.extname(name === "/" ? "x.html" : name)] ?? "application/octet-stream" });
    response.end(body);
  } catch (error) {
    response.writeHead(404).end(String(error));
  }
}).listen(Number(process.argv[2] ?? 8787), "127.0.0.1", function () {
  console.log(`http://127.0.0.1:${this.address().port}/?scene=panel&theme=light`);
});
