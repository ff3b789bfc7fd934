// j and k go through the list, Home and End to its ends; only while the focus is in the list, so that nobody who
// speaks or types elsewhere sets them off.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest("#lijst");
  if (!list || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const links = [...list.querySelectorAll("a.open")];
  const here = links.indexOf(document.activeElement);
  const to = { j: Math.min(here + 1, links.length - 1), k: Math.max(here - 1, 0), Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || !links.length) return;
  event.preventDefault();
  links[to].focus();
  links[to].closest("tr").scrollIntoView({ block: "nearest" });
});
