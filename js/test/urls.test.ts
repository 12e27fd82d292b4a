import assert from "node:assert/strict";
import { test } from "node:test";
import "./dom";
import { imageUrl, isLocalPath, mediaUrl, safeUrl, youtubeId } from "../src/runtime/urls";
import { SCRIPT_URLS } from "../dev/hostile.mjs";

test("addresses of the web, mail and telephone become links", () => {
  for (const url of ["https://example.org/a?b#c", "http://localhost:8888/", "mailto:a@example.org", "tel:+4912345"]) assert.ok(safeUrl(url), url);
});

test("an address that runs code becomes no link, image or media", () => {
  for (const url of SCRIPT_URLS.filter((url) => !url.startsWith("&") && !url.includes("&colon;"))) {
    assert.equal(safeUrl(url), null, url);
    assert.ok(!/^(javascript|vbscript|data:text|file)/i.test(imageUrl(url)?.trim() ?? ""), url);
    assert.ok(!/^(javascript|vbscript|data:text|file)/i.test(mediaUrl(url)?.trim() ?? ""), url);
  }
});

test("anything that is no text is no address", () => {
  for (const value of [null, undefined, 3, {}, [], "", "   "]) assert.equal(safeUrl(value), null);
});

test("paths of the kernel's machine are told from addresses", () => {
  for (const path of ["/tmp/a.mp4", "~/a.png", "./a.png", "../a.png", "C:\\a.png", "file:///tmp/a.png"]) assert.ok(isLocalPath(path), path);
  for (const url of ["https://x.org/a.png", "//x.org/a.png", "data:image/png;base64,AA", "a.png"]) assert.ok(!isLocalPath(url), url);
});

test("YouTube's addresses give the video", () => {
  for (const url of ["https://youtu.be/ad79nYk2keg", "https://www.youtube.com/watch?v=ad79nYk2keg&t=3", "https://m.youtube.com/shorts/ad79nYk2keg", "https://www.youtube-nocookie.com/embed/ad79nYk2keg"])
    assert.equal(youtubeId(url), "ad79nYk2keg", url);
  for (const url of ["https://example.org/watch?v=ad79nYk2keg", "https://youtube.com/", "https://youtu.be/<script>", "nonsense"]) assert.equal(youtubeId(url), null, url);
});
