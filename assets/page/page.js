const sections = [...document.querySelectorAll("section")];
let here = 0;
function show(number) {
  here = Math.max(0, Math.min(number, sections.length - 1));
  sections.forEach((section, n) => section.classList.toggle("here", n === here));
  document.getElementById("place").textContent = `${here + 1} / ${sections.length}`;
  document.getElementById("prev").disabled = here === 0;
  document.getElementById("next").disabled = here === sections.length - 1;
}
document.querySelector("nav").hidden = false;
document.querySelector("main").classList.add("steps");
document.getElementById("prev").onclick = () => show(here - 1);
document.getElementById("next").onclick = () => show(here + 1);
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") show(here - 1);
  if (event.key === "ArrowRight") show(here + 1);
});
show(Number(location.hash.slice(1)) - 1 || 0);
