// The page that was asked for comes into sight; where it stands beside the work already, nothing moves.
document.addEventListener("htmx:after:swap", () => {
  document.getElementById("bladzijde")?.scrollIntoView({ block: "nearest" });
});
