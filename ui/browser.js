// What only the browser can do: pictures of the charts, and the link of the view. Buttons carry data-do.
// No sign that opens a tag may stand here: the page's sanitiser would take the script away.
(() => {
  if (window.eReputation) return;
  window.eReputation = true;
  const picture = (button) => {
    // the chart draws its own picture: its size and name are in its options, the format is chosen here
    const box = button.closest("[class*=st-key-chart]");
    const chart = box && box.querySelector(".js-plotly-plot");
    const camera = chart && chart.querySelector(".modebar-btn[data-attr=toImage], .modebar-btn");
    if (!camera) return;
    chart._context.toImageButtonOptions = { ...chart._context.toImageButtonOptions, format: button.dataset.format };
    // on the screen the title stands outside the drawing; a picture carries it
    const layout = chart.layout;
    const [head, ...rest] = button.dataset.title.split("\n").map((line) => line.replace(/&/g, "&amp;").replace(/\x3c/g, "&lt;"));
    chart.layout = {
      ...layout,
      margin: { ...layout.margin, t: (layout.margin.t || 0) + 84, l: 72, r: (layout.margin.r || 0) + 30, b: 30 },
      font: { ...layout.font, size: 15 },
      title: { text: head, subtitle: { text: rest.join(" · "), font: { size: 15 } }, x: 0.02, y: 0.94, font: { size: 22 } },
    };
    camera.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    chart.layout = layout;
  };
  const link = async (button) => {
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      const field = document.createElement("textarea");
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 1600);
  };
  // the search is opened to be typed into: Streamlit gives the dialog the focus, not its field
  new MutationObserver(() => {
    const field = document.querySelector("[role=dialog] .st-key-find input");
    if (!field || field.dataset.met) return;
    field.dataset.met = "yes";
    setTimeout(() => field.focus(), 50);
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) (button.dataset.do === "picture" ? picture : link)(button);
  });
})();
