// Draws a panel's view (look/parts.py) as plain HTML, and says what the person did. Nothing that is
// typed is kept: it goes to the kernel in a message, and leaves the page once it was handled.

// An id that is used once in a page, where each panel has its own copy of this file.
const newId = () => `lesson-${(window.lessonIds = (window.lessonIds ?? 0) + 1)}`;

// An element, its attributes, and what is in it.
function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== "") element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside);
  return element;
}

// A text that Python made HTML of (look/prose.py), as a node.
function prose(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// A control with its label, and what belongs to it.
function labelled(label, control, ...more) {
  control.id = newId();
  const named = make("label", { for: control.id }, label);
  return make("div", { class: "lesson-field" }, named, control, ...more);
}

const option = ([value, words]) => make("option", { value }, words);

// How each kind of part is drawn.
const draw = {
  text: (part) => make("p", {}, prose(part.text)),
  heading: (part) => make("h4", {}, prose(part.text)),
  big: (part) => make("p", { class: "lesson-big" }, part.text),
  link(part) {
    const opens = { href: part.address, target: "_blank", rel: "noopener noreferrer" };
    const unseen = make("span", { class: "lesson-unseen" }, " (opens in a new tab)");
    const link = make("a", { ...opens, "data-key": part.label }, part.label, unseen);
    return make("p", { class: part.main && "lesson-next" }, link);
  },
  field({ name, label, hint, value, shape, suggestions }) {
    const quiet = { autocomplete: "off", autocapitalize: "none", spellcheck: "false" };
    const named = { ...quiet, name, placeholder: hint, "data-key": name };
    if (shape === "long") return labelled(label, make("textarea", { ...named, rows: 3 }, value));
    // Not of type "password": browsers keep those, and what is typed into the field before.
    const veiled = shape === "secret" && "lesson-veiled";
    const line = { ...named, type: "text", value, class: veiled };
    if (!suggestions.length) return labelled(label, make("input", line));
    const id = newId();
    const input = make("input", { ...line, list: id, "aria-autocomplete": "list" });
    return labelled(label, input, make("datalist", { id }, ...suggestions.map(option)));
  },
  choice({ name, legend, options, chosen, several }) {
    const type = several ? "checkbox" : "radio";
    const inputs = options.map(([value, label]) => {
      const named = { type, name, value, "data-key": `${name}=${value}` };
      const input = make("input", { ...named, checked: chosen.split(" ").includes(value) });
      return make("label", { class: "lesson-option" }, input, make("span", {}, prose(label)));
    });
    return make("fieldset", {}, make("legend", {}, prose(legend)), ...inputs);
  },
  select({ name, label, groups }) {
    const lists = groups.map(([heading, options]) =>
      make("optgroup", { label: heading }, ...options.map(option)),
    );
    return labelled(label, make("select", { name, "data-key": name }, ...lists));
  },
  button({ action, label, main, value }) {
    const does = { type: "button", "data-action": action, "data-label": label, value };
    const kind = main ? "lesson-main" : "lesson-other";
    return make("button", { ...does, class: kind, "data-key": `${action} ${value}` }, label);
  },
  row: (part) => make("div", { class: "lesson-row" }, ...part.buttons.map(draw.button)),
  box({ title, parts }) {
    const inner = parts.map((part) => draw[part.kind](part));
    const named = { class: "lesson-box", role: "group", "aria-label": title };
    return make("div", named, make("h4", {}, title), ...inner);
  },
  boxes: (part) => make("div", { class: "lesson-boxes" }, ...part.boxes.map(draw.box)),
  table(part) {
    const rows = part.rows.map(
      ([left, right]) => `<div><dt><code>${left}</code></dt><dd>${right}</dd></div>`,
    );
    return make("dl", { class: "lesson-table" }, prose(rows.join("")));
  },
  steps: (part) => make("ol", {}, ...part.lines.map((line) => make("li", {}, prose(line)))),
  code(part) {
    const code = make("pre", { tabindex: 0, "data-key": part.text }, part.text);
    return part.fold ? make("details", {}, make("summary", {}, part.fold), code) : code;
  },
  bar({ label, part, seconds }) {
    const bar = make("progress", { max: 1, value: part, "aria-label": label });
    const ends = performance.now() + seconds * 1000;
    const shrink = () => {
      bar.value = Math.max(0, (part * (ends - performance.now())) / (seconds * 1000));
      if (bar.value > 0 && bar.isConnected) setTimeout(shrink, 200);
    };
    if (seconds) setTimeout(shrink, 200);
    return bar;
  },
  drawn: (part) => make("div", { class: "lesson-drawn" }, prose(part.html)),
};

function render({ model, el }) {
  const id = newId();
  const heading = make("h3", { id, tabindex: -1 });
  const rows = make("div", { class: "lesson-rows" });
  const said = make("p", { role: "status", tabindex: -1 });
  const form = make("form", { class: "lesson-body" }, rows, said);
  // Until the kernel answers, the still picture is shown in its place.
  const named = { class: "lesson-panel", role: "group", "aria-labelledby": id, hidden: true };
  const panel = make("div", named, heading, form);
  el.append(panel);
  let view = { turn: -1 };
  let told = ""; // what was said last, and when
  let waiting = null; // the button whose action runs
  let timer = 0;

  function send(message) {
    try {
      model.send({ ...message, turn: view.turn });
    } catch {
      panel.hidden = true; // there is no kernel
    }
  }

  // Of several choices, the values have a space between them.
  function typed() {
    const data = new FormData(form);
    return Object.fromEntries([...data.keys()].map((name) => [name, data.getAll(name).join(" ")]));
  }

  function press({ dataset, value }) {
    if (waiting) return;
    waiting = dataset.key;
    send({ kind: "press", action: dataset.action, values: { ...typed(), value } });
    settle();
  }

  // Buttons rest while an action runs, and keep the focus: `disabled` would lose it.
  function settle() {
    panel.setAttribute("aria-busy", waiting !== null);
    for (const button of form.querySelectorAll("button")) {
      const { key, label } = button.dataset;
      button.setAttribute("aria-disabled", waiting !== null);
      button.textContent = key === waiting ? "working…" : label;
    }
  }

  // Draw what has changed, and leave alone what has not: focus, and what is being typed.
  function show(next) {
    const values = typed();
    const focused = panel.contains(document.activeElement) && document.activeElement;
    const before = [...rows.children];
    next.parts.forEach((part, place) => {
      const drawnFrom = JSON.stringify(part);
      if (before[place]?.drawnFrom === drawnFrom) return;
      const row = Object.assign(draw[part.kind](part), { drawnFrom });
      if (before[place]) before[place].replaceWith(row);
      else rows.append(row);
    });
    before.slice(next.parts.length).forEach((row) => row.remove());
    view = next;
    fill(values, next.busy || next.keep);
    // Lab's own keys (x cuts the cell) must not fire here; it looks at each element by itself.
    for (const one of panel.querySelectorAll("*")) one.dataset.lmSuppressShortcuts = "true";
    heading.replaceChildren(prose(next.title));
    place();
    const fresh = told !== `${next.turn} ${next.said}`;
    told = `${next.turn} ${next.said}`;
    if (fresh) said.replaceChildren(prose(next.said)); // the same words are read out again
    said.className = `lesson-said lesson-${next.mood}`;
    panel.hidden = false;
    if (!next.busy) waiting = null;
    settle();
    if (focused && !panel.contains(document.activeElement)) {
      const again = [...panel.querySelectorAll("[data-key]")];
      const same = again.find((one) => one.dataset.key === focused.dataset.key);
      (same || said).focus({ preventScroll: true });
    }
    if (!next.busy && next.after && fresh) said.scrollIntoView({ block: "nearest" });
    clearTimeout(timer);
    if (next.every && !next.busy) timer = setTimeout(tick, next.every * 1000);
  }

  // After a refusal, what was typed stays, to be fixed; otherwise it leaves the page.
  function fill(values, keep) {
    if (!keep) form.reset();
    for (const [name, value] of Object.entries(values)) {
      const one = form.elements.namedItem(name);
      if (one && (keep || one.tagName === "SELECT")) one.value = value;
    }
  }

  // The answer is shown below the row of the button that was pressed, without leaving its place in
  // the page: a live region that moves may not be read out.
  function place() {
    let passed = false;
    for (const row of rows.children) {
      row.style.order = passed ? 2 : 0;
      const buttons = [row, ...row.querySelectorAll("button")];
      passed ||= buttons.some(({ dataset }) => view.after && dataset.action === view.after);
    }
  }

  function tick() {
    if (!panel.isConnected) return;
    if (waiting) timer = setTimeout(tick, 500);
    else send({ kind: "tick" });
  }

  // Enter does what the next button does.
  function onKey(event) {
    const one = event.target;
    const notebook = panel.closest(".jp-Notebook");
    if ((event.ctrlKey || event.metaKey) && event.key === "s" && notebook) {
      // Lab hears no keys of ours; but a notebook must be saved from wherever one is in it.
      event.preventDefault();
      notebook.dispatchEvent(new KeyboardEvent("keydown", event));
    }
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    if (!one.matches("input, textarea, select")) return;
    event.preventDefault();
    const controls = [...form.elements];
    const next = controls.slice(controls.indexOf(one)).find(({ type }) => type === "button");
    if (next) press(next);
  }

  // After a restart of the kernel nobody answers: the still picture comes back.
  function onSilence() {
    panel.hidden = true;
    send({ kind: "ready" });
  }

  form.addEventListener("click", ({ target }) => target.matches("button") && press(target));
  form.addEventListener("keydown", onKey);
  form.addEventListener("submit", (event) => event.preventDefault());
  model.on("msg:custom", show);
  model.on("comm_live_update", onSilence);
  send({ kind: "ready" });
  return () => {
    clearTimeout(timer);
    model.off("msg:custom", show);
    model.off("comm_live_update", onSilence);
  };
}

export default { render };
