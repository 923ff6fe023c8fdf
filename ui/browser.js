// What only the browser can do: pictures of the charts, and the link of the view. Buttons carry data-do.
// No sign that opens a tag may stand here: the page's sanitiser would take the script away.
(() => {
  if (window.eReputation) return;
  window.eReputation = true;
  // the chart draws its own picture at the press of its camera, which then clicks a link to the file
  const drawn = (button, format) => new Promise((resolve, reject) => {
    const box = button.closest("[class*=st-key-chart]");
    const chart = box && box.querySelector(".js-plotly-plot");
    const camera = chart && chart.querySelector(".modebar-btn[data-attr=toImage], .modebar-btn");
    if (!camera) return reject(new Error("no chart"));
    const { name: filename, layout: asked, figure } = JSON.parse(button.closest("[data-picture]").dataset.picture);
    const { names, ...picture } = asked;
    const before = { data: chart.data, layout: chart.layout };
    const from = figure || before;
    const axes = Object.keys(from.layout).filter((name) => /^[xy]axis/.test(name));
    chart._context.toImageButtonOptions = { ...chart._context.toImageButtonOptions, format, filename };
    chart.data = from.data.map((trace, place) => ({ ...trace, name: names[place], showlegend: !!names[place], selectedpoints: undefined }));
    chart.layout = { ...from.layout, ...picture };
    for (const name of axes) chart.layout[name] = { ...from.layout[name], automargin: false };
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { // a PNG is drawn from an SVG, for which an address is made first
      if (blob.type.startsWith(`image/${format}`)) {
        URL.createObjectURL = make;
        resolve(blob);
      }
      return make.call(URL, blob);
    };
    camera.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    Object.assign(chart, before);
    setTimeout(() => { if (URL.createObjectURL !== make) { URL.createObjectURL = make; reject(new Error("no picture")); } }, 15000);
  });
  // who takes a picture away stands in the audit log, as for any other file
  const noted = (button, format) => {
    const { name } = JSON.parse(button.closest("[data-picture]").dataset.picture);
    fetch("/api/taken", {
      method: "POST", keepalive: true, headers: { "content-type": "application/json" }, body: JSON.stringify({ file: `${name}.${format}` }),
    }).catch(() => {});
  };
  const picture = (button) => drawn(button, button.dataset.format).then(() => noted(button, button.dataset.format), () => {});
  const copy = async (button) => {
    const answer = button.closest("[data-picture]").querySelector(".answer");
    answer.textContent = "";
    if (!window.isSecureContext || !navigator.clipboard || !window.ClipboardItem) {
      answer.textContent = button.dataset.insecure;
      return;
    }
    // the file that the camera offers is copied, not saved
    const keep = (event) => {
      const link = event.target.closest && event.target.closest("a[download]");
      if (link && link.href.startsWith("blob:")) event.preventDefault();
    };
    document.addEventListener("click", keep, true);
    const blob = drawn(button, "png");
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      noted(button, "png");
      said(button, button.dataset.done);
    } catch {
      answer.textContent = button.dataset.refused;
    }
    await blob.catch(() => {});
    setTimeout(() => document.removeEventListener("click", keep, true), 500);
  };
  const said = (button, text) => {
    const before = button.textContent;
    button.textContent = text;
    setTimeout(() => { button.textContent = before; }, 1600);
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
    said(button, button.dataset.done);
  };
  // paper: a chart is scaled from the width of the screen to that of the page, as a drawing; its lines stay sharp
  const PAPER = 1032; // pixels between the margins of A4 across
  const PAGE = 560; // most pixels of a panel that is kept on one page
  const LONGEST = 160; // characters of a cell on paper
  const onPaper = (text) => {
    if (/^-?\d{4,15}$/.test(text)) return Number(text).toLocaleString(document.documentElement.lang || undefined); // told as it is stored
    if (text.length <= 14) return text.replaceAll(" ", "\u00a0"); // a date stays on one line
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  };
  // a table is a drawing, which no page can break: on paper its rows, as a screen reader reads them, are a plain table
  const asRows = (frame) => {
    const grid = frame.querySelector("canvas table");
    const box = frame.closest("[data-testid=stElementContainer]");
    if (!grid || !box || !grid.querySelector("td")) return;
    const rows = document.createElement("table");
    rows.className = "paper-rows";
    const cells = [...grid.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
    const right = cells[0].map((_, place) => {
      const told = cells.slice(1).map((row) => row[place] ?? "").filter((text) => text && text !== "–");
      return told.length > 0 && told.every((text) => /\d|n\/a|n\.d\./.test(text) && text.length < 18 && !/[a-zà-ÿ]{3}/i.test(text.replace("min", "")));
    });
    cells.forEach((row, number) => {
      const line = (number ? rows.tBodies[0] ?? rows.createTBody() : rows.createTHead()).insertRow();
      row.forEach((text, place) => {
        const cell = document.createElement(number ? "td" : "th");
        cell.textContent = onPaper(text);
        cell.className = right[place] ? "right" : /^https?:/.test(text) ? "address" : "";
        line.append(cell);
      });
    });
    // what is scrolled out of sight is not drawn: its number is told
    const columns = Number(grid.getAttribute("aria-colcount"));
    if (columns > cells[0].length) {
      const more = document.createElement("th");
      more.textContent = `… ${cells[0].length} / ${columns}`;
      rows.tHead.rows[0].append(more);
    }
    const every = Number(grid.getAttribute("aria-rowcount")) - 1;
    if (every > cells.length - 1) {
      const last = rows.tBodies[0].insertRow().insertCell();
      last.colSpan = cells[0].length;
      last.textContent = `… ${cells.length - 1} / ${every}`;
    }
    box.append(rows);
  };
  const fit = () => {
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!main || document.documentElement.style.getPropertyValue("--paper")) return; // measured on the screen, once
    const shrunk = Math.min(1, (PAPER - 24) / Math.max(1, main.clientWidth - 80));
    document.documentElement.style.setProperty("--paper", shrunk.toFixed(3));
    for (const panel of main.querySelectorAll("[data-testid=stVerticalBlock]")) {
      const drawn = panel.querySelector(".js-plotly-plot") || !panel.querySelector("[data-testid=stDataFrame]");
      panel.classList.toggle("whole", getComputedStyle(panel).borderTopWidth !== "0px" && drawn && panel.offsetHeight * shrunk < PAGE);
    }
    main.querySelectorAll("[data-testid=stDataFrame]").forEach(asRows);
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      if (svg.dataset.width) continue;
      const [width, height] = ["width", "height"].map((side) => parseFloat(svg.getAttribute(side)));
      if (!width) continue;
      svg.dataset.width = svg.getAttribute("width");
      svg.dataset.height = svg.getAttribute("height");
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.setAttribute("width", "100%");
      svg.setAttribute("height", "100%");
      const chart = svg.closest(".js-plotly-plot");
      chart.style.setProperty("--shape", `${width} / ${height}`);
    }
    const paper = [...document.querySelectorAll(".paper")].pop();
    const [head, foot] = paper ? [paper.dataset.head, paper.dataset.foot] : [document.title, ""];
    let style = document.querySelector("#paper");
    if (!style) {
      style = document.createElement("style");
      style.id = "paper";
      document.head.append(style);
    }
    style.textContent = `@page { @top-left { content: ${JSON.stringify(head)}; } @bottom-left { content: ${JSON.stringify(foot)}; } }`;
  };
  const unfit = () => {
    document.documentElement.style.removeProperty("--paper");
    document.querySelectorAll(".paper-rows").forEach((rows) => rows.remove());
    for (const svg of document.querySelectorAll(".main-svg[data-width]")) {
      svg.setAttribute("width", svg.dataset.width);
      svg.setAttribute("height", svg.dataset.height);
      svg.removeAttribute("viewBox");
      delete svg.dataset.width;
      delete svg.dataset.height;
    }
  };
  addEventListener("beforeprint", fit);
  addEventListener("afterprint", unfit);
  matchMedia("print").addEventListener("change", (now) => (now.matches ? fit : unfit)());
  // the search is opened to be typed into: Streamlit gives the dialog the focus, not its field
  new MutationObserver(() => {
    const field = document.querySelector("[role=dialog] .st-key-find input");
    if (!field || field.dataset.met) return;
    field.dataset.met = "yes";
    setTimeout(() => field.focus(), 50);
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) ({ picture, copy, link })[button.dataset.do](button);
  });
  // what the server tells the browser stands in the page as data: the policy of the page runs no other script than these
  const heed = {
    cookies: (all) => all.forEach((cookie) => { document.cookie = cookie; }),
    bring: (name) => document.querySelector(`.st-key-${name}`)?.scrollIntoView(),
    words: (all) => {
      window.eReputationWords = all;
      document.documentElement.lang = all.language; // Streamlit always declares English
      window.eReputationTranslate?.();
    },
  };
  const hear = () => {
    for (const told of document.querySelectorAll("[data-told]:not([data-heard])")) {
      told.dataset.heard = "yes";
      for (const [what, value] of Object.entries(JSON.parse(told.dataset.told))) heed[what](value);
    }
  };
  new MutationObserver(hear).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-told"] });
  hear();
})();
