// Hands in an archive: hash, announce, send in chunks, go on after a broken connection, then submit the form. All words come from the page.
"use strict";
(() => {
  const form = document.getElementById("submit-form");
  if (!form) {
    return;
  }
  const file = document.getElementById("archive");
  const button = document.getElementById("submit-button");
  const bar = document.getElementById("progress-bar");
  const text = document.getElementById("progress-text");
  const box = document.getElementById("progress");
  const uploadId = document.getElementById("upload-id");
  const path = "/submissions/new/uploads";
  const chunkBytes = Math.min(Number(form.dataset.chunk), 8 << 20);
  const language = document.documentElement.lang;
  const worker = new Worker("/assets/hash-worker.js");
  const waiting = new Map();
  let tasks = 0;

  worker.onmessage = (event) => {
    const task = waiting.get(event.data.id);
    if (event.data.read !== undefined) {
      task.told(event.data.read);
      return;
    }
    waiting.delete(event.data.id);
    if (event.data.problem) {
      task.reject(new Error(event.data.problem));
    } else {
      task.resolve(event.data.hex);
    }
  };

  const hashOf = (blob, told) =>
    new Promise((resolve, reject) => {
      const id = ++tasks;
      waiting.set(id, { told, resolve, reject });
      worker.postMessage({ id, blob });
    });

  const filled = (words, facts) => words.replace(/\{(\d)\}/g, (_, at) => facts[Number(at)]);
  const mebibytes = (bytes) => (bytes / 1048576).toLocaleString(language, { maximumFractionDigits: 1 }) + "\u00a0MiB";
  const show = (words, share, ...facts) => {
    box.hidden = false;
    bar.value = share;
    text.textContent = filled(form.dataset["words" + words], facts);
  };
  const headers = (more) => {
    const name = document.querySelector('meta[name="csrf-header"]').content;
    return { [name]: document.querySelector('meta[name="csrf-token"]').content, ...more };
  };
  const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

  const announce = async (size, sha256) => {
    const body = new URLSearchParams({ sizeBytes: String(size), sha256 });
    const answer = await fetch(path, { method: "POST", headers: headers({}), body });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    return answer.json();
  };

  const remembered = async (sha256) => {
    const id = localStorage.getItem("upload-" + sha256);
    if (!id) {
      return null;
    }
    const answer = await fetch(path + "/" + id, { method: "HEAD" });
    const state = answer.headers.get("Upload-State");
    return answer.ok && state === "OPEN" ? { id, state, offset: Number(answer.headers.get("Upload-Offset")) } : null;
  };

  const offsetNow = async (id) => {
    const answer = await fetch(path + "/" + id, { method: "HEAD" });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    return Number(answer.headers.get("Upload-Offset"));
  };

  const sendChunk = async (id, blob, offset) => {
    const digest = await hashOf(blob, () => {});
    const more = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset), "Upload-Digest": digest };
    return fetch(path + "/" + id, { method: "PATCH", headers: headers(more), body: blob });
  };

  const send = async (upload, blob) => {
    let at = upload;
    let failures = 0;
    const begun = performance.now();
    const first = upload.offset;
    while (at.state === "OPEN") {
      let answer = null;
      try {
        answer = await sendChunk(at.id, blob.slice(at.offset, at.offset + chunkBytes), at.offset);
      } catch (problem) {
        answer = null; // the connection broke; the next turn asks where to go on
      }
      if (answer && answer.ok) {
        at = await answer.json();
        failures = 0;
        const rate = (at.offset - first) / ((performance.now() - begun) / 1000);
        const rest = Math.ceil((blob.size - at.offset) / Math.max(1, rate));
        show("Sending", at.offset / blob.size, mebibytes(at.offset), mebibytes(blob.size), mebibytes(rate), String(rest));
      } else if (failures++ < 8 && (!answer || answer.status >= 500 || answer.status === 409)) {
        show("Resuming", at.offset / blob.size, mebibytes(at.offset));
        await pause(Math.min(30000, 500 * 2 ** failures));
        at = { ...at, offset: await offsetNow(at.id).catch(() => at.offset) };
      } else {
        throw new Error(answer ? String(answer.status) : "connection");
      }
    }
    return at;
  };

  const handIn = async () => {
    const blob = file.files[0];
    if (blob.size > Number(form.dataset.largest)) {
      show("Large", 0);
      return;
    }
    const sha256 = await hashOf(blob, (read) => show("Reading", read / blob.size, mebibytes(read), mebibytes(blob.size)));
    const upload = (await remembered(sha256)) ?? (await announce(blob.size, sha256));
    localStorage.setItem("upload-" + sha256, upload.id);
    const done = upload.state === "COMPLETE" ? upload : await send(upload, blob);
    if (done.state !== "COMPLETE") {
      throw new Error(done.state);
    }
    show(upload.state === "COMPLETE" ? "Known" : "Waiting", 1);
    localStorage.removeItem("upload-" + sha256);
    uploadId.value = done.id;
    form.submit();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    handIn()
      .catch((problem) => show("Failed", bar.value, problem.message))
      .finally(() => {
        button.disabled = false;
      });
  });
})();
