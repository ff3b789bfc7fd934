// Shows the progress as the service tells it, and the report once it is there. The browser reconnects by itself.
"use strict";

for (const place of document.querySelectorAll("[data-follow]")) {
  const events = new EventSource(place.dataset.follow);
  events.addEventListener("stand", (event) => {
    const fresh = new DOMParser().parseFromString(event.data, "text/html").body;
    const now = fresh.querySelector("[aria-current] span").textContent;
    const files = fresh.querySelectorAll(".file-progress li");
    const read = fresh.querySelectorAll(".file-progress .done, .file-progress .failed");
    const said = `${now}: ${read.length} van ${files.length} bestanden gelezen`;
    const stand = document.querySelector("[data-stand]");
    if (stand.textContent !== said) stand.textContent = said; // for who can't see the list change
    place.replaceChildren(...fresh.childNodes);
  });
  events.addEventListener("klaar", () => {
    events.close();
    window.location.reload();
  });
  window.addEventListener("pagehide", () => events.close());
}
