// Words that Streamlit has in English alone, in the visitor's language; names that a screen reader would read with their
// backslashes; and the part of the menu in which one is. window.eReputationWords says which words (ui/browser_words.py tells them through browser.js).
// No sign that opens a tag may stand here: the page's sanitiser would take the script away.
(() => {
  if (window.eReputationTranslate) return;
  const NAMED = ["aria-label", "placeholder", "aria-valuetext"]; // not title and alt: they repeat what people wrote
  const OURS = "[role=option], [role=gridcell], [data-testid=stMarkdownContainer], .js-plotly-plot";
  // of texts, only whole phrases are put into words that nobody gives a brand
  const SKIPPED = "pre, code, textarea, [data-testid=stText], [role=gridcell], [data-testid=stMarkdownContainer], .js-plotly-plot";
  const before = new WeakMap(); // node -> name -> [what Streamlit wrote, what stands there now]
  const spoken = (text) => text.replace(/\\([\\`*_{}\[\]()\x3c>#+\-.!|~$:])/g, "$1");
  const translated = (text, words, one) => {
    const plain = text.trim();
    if (Object.hasOwn(words.exact, plain)) return text.replace(plain, words.exact[plain]);
    const part = one && one.closest("[role=spinbutton]");
    if (part && Object.hasOwn(words.parts, plain)) return words.parts[plain];
    const date = /^Selected Date: (.+)$/.exec(plain);
    if (date && words.date) {
      const day = (one) => new Date(one).toLocaleDateString(words.language, { dateStyle: "long" });
      return `${words.date}${date[1].split(" to ").map(day).join(" – ")}`;
    }
    for (const [pattern, put] of words.patterns) {
      const found = new RegExp(pattern, "u");
      if (found.test(plain)) return plain.replace(found, put);
    }
    return text;
  };
  const settle = (node, name, now, write, named) => {
    const known = before.get(node) || {};
    const [original, put] = known[name] || [];
    const from = now === put ? original : now; // what Streamlit wrote
    const all = window.eReputationWords;
    const wanted = named
      ? translated(spoken(from), { ...all, ...all.names })
      : translated(from, { ...all, ...all.texts }, node.parentElement);
    known[name] = [from, wanted];
    before.set(node, known);
    if (wanted !== now) write(wanted);
  };
  const element = (one) => {
    if (one.closest(OURS)) return;
    for (const name of NAMED) {
      if (one.hasAttribute(name)) settle(one, name, one.getAttribute(name), (text) => one.setAttribute(name, text), true);
    }
  };
  const words = (one) => {
    const parent = one.parentElement;
    if (!parent || !one.nodeValue.trim() || one.nodeValue.length > 80 || parent.closest(SKIPPED)) return;
    settle(one, "text", one.nodeValue, (text) => { one.nodeValue = text; }, false);
  };
  const whole = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return words(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".js-plotly-plot, script, style")) return;
    element(root);
    for (const one of root.querySelectorAll(NAMED.map((name) => `[${name}]`).join())) element(one);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) words(texts.currentNode);
  };
  const menu = () => {
    for (const one of document.querySelectorAll("[data-testid=stTopNavSection]")) {
      const label = one.querySelector("p");
      const here = label && label.textContent === window.eReputationWords.section;
      one.toggleAttribute("data-here", Boolean(here));
      if (here) {
        one.setAttribute("aria-current", "true");
        label.dataset.here = window.eReputationWords.page;
      } else {
        one.removeAttribute("aria-current");
        if (label) delete label.dataset.here;
      }
    }
  };
  let waiting = new Set();
  const later = () => {
    const now = waiting;
    waiting = new Set();
    now.forEach(whole);
    menu();
  };
  window.eReputationTranslate = () => { whole(document.body); menu(); };
  if (window.eReputationWords) window.eReputationTranslate();
  new MutationObserver((changes) => {
    if (!window.eReputationWords) return; // told by the same run
    if (!waiting.size) requestAnimationFrame(later);
    for (const one of changes) {
      if (one.type === "childList") one.addedNodes.forEach((node) => waiting.add(node));
      else waiting.add(one.target);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMED });
})();
