// Choosing and sending files: a list with sizes, clear errors before anything is sent, progress while it is.
// Without this script the form is an ordinary one with three fields for files.
"use strict";

const KINDS = /\.(pdf|png|jpe?g|tiff?|zip)$/i;
const LEFT_BY_SYSTEMS = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;

const size = (bytes) =>
  bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} kB`
    : `${(bytes / 1e6).toLocaleString("nl-NL", { maximumFractionDigits: 1 })} MB`;

// Everything in a folder that was dropped, folders within it included.
async function inside(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...(await inside(one)));
  }
}

function start(form) {
  const zone = form.querySelector("[data-drop]");
  const most = { all: +zone.dataset.all, one: +zone.dataset.one, files: +zone.dataset.files };
  const list = zone.querySelector(".chosen-files");
  const chosen = zone.querySelector(".chosen");
  const count = zone.querySelector(".chosen-count");
  const failed = form.querySelector(".failed");
  const sending = form.querySelector(".sending");
  const button = form.querySelector("button:not([type=button])");
  let files = [];
  let photos = 0;
  form.classList.add("with-script");

  const wrongWith = (file) => {
    if (!KINDS.test(file.name)) return "Dit soort bestand kunnen we niet lezen. Stuur een pdf, foto of zip.";
    if (file.size === 0) return "Dit bestand is leeg.";
    if (file.size > most.one) return `Dit bestand is te groot. Ten hoogste ${size(most.one)}.`;
    return "";
  };
  const wrongWithAll = () => {
    if (!files.length) return "Kies ten minste één bestand.";
    if (files.some(({ file }) => wrongWith(file))) return "Haal eerst de bestanden weg die we niet kunnen lezen.";
    if (files.length > most.files) return `Stuur ten hoogste ${most.files} bestanden in één keer.`;
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    return total > most.all ? `De bestanden zijn samen te groot. Ten hoogste ${size(most.all)}.` : "";
  };
  const tell = (text) => {
    failed.textContent = text;
    failed.hidden = !text;
  };

  function show() {
    list.replaceChildren(
      ...files.map((one) => {
        const item = document.createElement("li");
        const name = document.createElement("span");
        const about = document.createElement("span");
        const away = document.createElement("button");
        const wrong = wrongWith(one.file);
        name.textContent = one.name;
        name.className = "name";
        about.textContent = wrong ? `${size(one.file.size)}. ${wrong}` : size(one.file.size);
        about.className = wrong ? "about wrong" : "about";
        away.type = "button";
        away.className = "utrecht-button utrecht-button--subtle";
        away.textContent = "Weghalen";
        away.setAttribute("aria-label", `${one.name} weghalen`);
        away.addEventListener("click", () => {
          const place = files.indexOf(one);
          files = files.filter((other) => other !== one);
          show();
          const next = list.querySelectorAll("button")[Math.min(place, files.length - 1)];
          (next || zone.querySelector("input")).focus();
        });
        item.append(name, about, away);
        return item;
      }),
    );
    chosen.hidden = !files.length;
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    count.textContent = files.length === 1 ? `1 bestand, ${size(total)}` : `${files.length} bestanden, ${size(total)}`;
    if (!failed.hidden) tell(files.length ? wrongWithAll() : "");
  }

  function take(given, photo = false) {
    for (const file of given) {
      if (LEFT_BY_SYSTEMS.test(file.name)) continue;
      const same = ({ file: other }) =>
        other.name === file.name && other.size === file.size && other.lastModified === file.lastModified;
      if (!photo && files.some(same)) continue;
      // Every photo of a phone may bear the same name.
      files.push({ file, name: photo ? `foto ${(photos += 1)}.${file.name.split(".").pop()}` : file.name });
    }
    show();
  }

  for (const input of zone.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      take(input.files, input.id === "foto");
      input.value = ""; // so that the same file can be chosen again, and is sent once
    });
  }
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  // What is dropped beside the zone must not take the page away.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
  zone.addEventListener("drop", async (event) => {
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const loose = [...event.dataTransfer.files];
    if (!entries.some((entry) => entry && entry.isDirectory)) return take(loose);
    const found = [];
    for (const entry of entries) if (entry) found.push(...(await inside(entry)));
    take(found);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const wrong = wrongWithAll();
    tell(wrong);
    if (wrong) return (list.querySelector(".wrong ~ button") || zone.querySelector("input")).focus();
    const body = new FormData(form);
    body.delete("files");
    for (const { file, name } of files) body.append("files", file, name);
    send(body);
  });

  function send(body) {
    const request = new XMLHttpRequest();
    const bar = sending.querySelector("progress");
    const sent = sending.querySelector(".sent");
    const busy = (on) => {
      button.disabled = on;
      sending.hidden = !on;
    };
    busy(true);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = total ? (100 * loaded) / total : 0;
      sent.textContent = loaded < total ? `${Math.floor(bar.value)}%` : "Bijna klaar";
    });
    request.addEventListener("load", () => {
      const told = request.response || {};
      if (request.status === 201) return window.location.assign(told.address);
      busy(false);
      tell(told.detail || told.title || "Het versturen lukte niet. Probeer het opnieuw.");
    });
    request.addEventListener("error", () => {
      busy(false);
      tell("De verbinding viel weg. Uw bestanden staan nog in de lijst. Probeer het opnieuw.");
    });
    request.send(body);
  }
}

for (const zone of document.querySelectorAll("[data-drop]")) start(zone.closest("form"));
