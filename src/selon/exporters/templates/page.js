// A statement's places in the text and its card light up together.
for (const article of document.querySelectorAll("article")) {
  const marked = [...article.querySelectorAll("[data-s]")];
  const light = (number) => {
    for (const part of marked) part.classList.toggle("on", number !== null && part.dataset.s.split(" ").includes(number));
  };
  for (const part of marked) {
    const number = part.dataset.s.split(" ").pop();
    part.addEventListener("mouseenter", () => light(number));
    part.addEventListener("focusin", () => light(number));
    part.addEventListener("mouseleave", () => light(null));
    part.addEventListener("focusout", () => light(null));
    if (!part.classList.contains("card")) {
      part.addEventListener("click", () => document.getElementById(`${article.id}-s${number}`)?.scrollIntoView({ block: "nearest" }));
    }
  }
}
