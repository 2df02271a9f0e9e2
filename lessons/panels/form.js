// Draws a panel's view (look/parts.py) as plain HTML, and says what the person did. Nothing that is
// typed is kept: it goes to the kernel in a message, and leaves the page once it was handled.

let count = 0; // makes ids that are used once in a page

// An element, its attributes, and what is in it.
function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== "") element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside);
  return element;
}

// A text that Python made HTML of (look/prose.py), as nodes.
function prose(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [template.content];
}

// How each kind of part is drawn.
const draw = {
  text: (part) => make("p", {}, ...prose(part.text)),
  heading: (part) => make("h4", {}, ...prose(part.text)),
  big: (part) => make("p", { class: "lesson-big" }, part.text),
  link: (part) =>
    make(
      "p",
      { class: part.main ? "lesson-next" : "" },
      make(
        "a",
        { href: part.address, target: "_blank", rel: "noopener noreferrer", "data-key": part.label },
        part.label,
        make("span", { class: "lesson-unseen" }, " (opens in a new tab)"),
      ),
    ),
  field(part) {
    const id = `lesson-${count++}`;
    const names = { id, name: part.name, placeholder: part.hint, "data-key": part.name };
    const quiet = { autocomplete: "off", autocapitalize: "none", spellcheck: "false" };
    const list = part.suggestions.length && `${id}-list`;
    const input =
      part.shape === "long"
        ? make("textarea", { ...names, ...quiet, rows: 3 }, part.value)
        : make("input", {
            ...names,
            ...quiet,
            type: "text",
            value: part.value,
            // Not of type "password": browsers keep those, and what is typed into the field before.
            class: part.shape === "secret" ? "lesson-veiled" : "",
            list: list || "",
          });
    const field = make("div", { class: "lesson-field" }, make("label", { for: id }, part.label), input);
    if (list) {
      const offered = part.suggestions.map(([value, words]) => make("option", { value }, words));
      field.append(make("datalist", { id: list }, ...offered));
    }
    return field;
  },
  choice(part) {
    const group = `lesson-${count++}`;
    const options = part.options.map(([value, label]) => {
      const key = `${part.name}=${value}`;
      const named = { type: "radio", name: group, value, "data-key": key, "data-field": part.name };
      const input = make("input", { ...named, checked: value === part.chosen });
      return make("label", { class: "lesson-option" }, input, make("span", {}, ...prose(label)));
    });
    return make("fieldset", {}, make("legend", {}, ...prose(part.legend)), ...options);
  },
  select(part) {
    const id = `lesson-${count++}`;
    const groups = part.groups.map(([heading, options]) =>
      make(
        "optgroup",
        { label: heading },
        ...options.map(([value, label]) => make("option", { value }, label)),
      ),
    );
    const list = make("select", { id, name: part.name, "data-key": part.name }, ...groups);
    return make("div", { class: "lesson-field" }, make("label", { for: id }, part.label), list);
  },
  button(part) {
    const key = `${part.action} ${part.value}`;
    const kind = part.main ? "lesson-main" : "lesson-other";
    const button = make("button", { type: "button", class: kind, "data-key": key }, part.label);
    button.dataset.action = part.action;
    button.dataset.value = part.value;
    return button;
  },
  row: (part) => make("div", { class: "lesson-row" }, ...part.buttons.map(draw.button)),
  box: (part) =>
    make(
      "div",
      { class: "lesson-box", role: "group", "aria-label": part.title },
      make("h4", {}, part.title),
      ...part.parts.map((one) => draw[one.kind](one)),
    ),
  boxes: (part) => make("div", { class: "lesson-boxes" }, ...part.boxes.map(draw.box)),
  table(part) {
    const rows = part.rows.map(([left, right]) =>
      make("div", {}, make("dt", {}, make("code", {}, ...prose(left))), make("dd", {}, ...prose(right))),
    );
    return make("dl", { class: "lesson-table" }, ...rows);
  },
  steps: (part) => make("ol", {}, ...part.lines.map((line) => make("li", {}, ...prose(line)))),
  code(part) {
    const code = make("pre", { tabindex: 0, "data-key": part.text }, part.text);
    return part.fold ? make("details", {}, make("summary", {}, part.fold), code) : code;
  },
  bar(part) {
    const bar = make("progress", { max: 1, "aria-label": part.label });
    bar.value = part.part;
    if (part.seconds) {
      const ends = performance.now() + part.seconds * 1000;
      const shrink = () => {
        bar.value = Math.max(0, (part.part * (ends - performance.now())) / (part.seconds * 1000));
        if (bar.value > 0 && bar.isConnected) setTimeout(shrink, 200);
      };
      setTimeout(shrink, 200);
    }
    return bar;
  },
  drawn(part) {
    const drawn = make("div", { class: "lesson-drawn" });
    drawn.innerHTML = part.html;
    return drawn;
  },
};

function render({ model, el }) {
  const id = `lesson-${count++}`;
  const heading = make("h3", { id, tabindex: -1 });
  const said = make("p", { role: "status", tabindex: -1, class: "lesson-said" });
  const body = make("div", { class: "lesson-body" }, said);
  // Until the kernel answers, the still picture is shown in its place.
  const panel = make("div", { class: "lesson-panel", role: "group", "aria-labelledby": id, hidden: true });
  panel.append(heading, body);
  el.append(panel);
  let view = null;
  let waiting = null; // the button whose action runs
  let timer = 0;

  const rows = () => [...body.children].filter((row) => row !== said);

  function send(message) {
    try {
      model.send({ ...message, turn: view ? view.turn : -1 });
    } catch {
      panel.hidden = true; // there is no kernel
    }
  }

  function typed() {
    const values = {};
    for (const one of panel.querySelectorAll("input, textarea, select")) {
      if (one.type !== "radio") values[one.name] = one.value;
      else if (one.checked) values[one.dataset.field] = one.value;
    }
    return values;
  }

  function press(button) {
    if (waiting || button.getAttribute("aria-disabled") === "true") return;
    waiting = button.dataset.key;
    send({
      kind: "press",
      action: button.dataset.action,
      values: { ...typed(), value: button.dataset.value },
    });
    settle(true);
  }

  // Buttons rest while an action runs, and keep the focus: `disabled` would lose it.
  function settle(busy) {
    panel.setAttribute("aria-busy", busy);
    for (const button of panel.querySelectorAll("button")) {
      button.setAttribute("aria-disabled", busy);
      const mine = busy && button.dataset.key === waiting;
      if (mine && !button.dataset.label) button.dataset.label = button.textContent;
      if (mine) button.textContent = "working…";
      else if (button.dataset.label) {
        button.textContent = button.dataset.label;
        delete button.dataset.label;
      }
    }
  }

  // Draw what has changed, and leave alone what has not: focus, and what is being typed.
  function show(next) {
    const values = typed();
    const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const had = focused !== null;
    const old = view ? view.parts.map((part) => JSON.stringify(part)) : [];
    const before = rows();
    const keep = next.busy || next.keep;
    next.parts.forEach((part, place) => {
      if (old[place] === JSON.stringify(part) && before[place]) return;
      const row = draw[part.kind](part);
      if (before[place]) before[place].replaceWith(row);
      else body.append(row);
    });
    before.slice(next.parts.length).forEach((row) => row.remove());
    body.append(said);
    view = next;
    for (const one of panel.querySelectorAll("input, textarea, select")) {
      fill(one, values, keep);
      if (one.list) one.setAttribute("aria-autocomplete", "list");
    }
    // Lab's own keys (x cuts the cell) must not fire here; it looks at each element by itself.
    for (const one of panel.querySelectorAll("a, button, input, textarea, select, summary, pre, h3")) {
      one.setAttribute("data-lm-suppress-shortcuts", "true");
    }
    said.setAttribute("data-lm-suppress-shortcuts", "true");
    heading.replaceChildren(...prose(next.title));
    place();
    const fresh = said.dataset.words !== next.said || said.dataset.turn !== String(next.turn);
    if (fresh) said.replaceChildren(...prose(next.said)); // the same words are read out again
    said.dataset.words = next.said;
    said.className = `lesson-said lesson-${next.mood}`;
    said.dataset.turn = next.turn;
    panel.hidden = false;
    if (!next.busy) waiting = null;
    settle(waiting !== null);
    if (had && !panel.contains(document.activeElement)) {
      const again = [...panel.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused);
      (again || said).focus({ preventScroll: true });
    }
    if (!next.busy && next.after && fresh && out(said)) said.scrollIntoView({ block: "nearest" });
    clearTimeout(timer);
    if (next.every && !next.busy) timer = setTimeout(tick, next.every * 1000);
  }

  // After a refusal, what was typed stays, to be fixed; otherwise it leaves the page.
  function fill(one, values, keep) {
    const typed = keep ? values[one.dataset.field || one.name] : undefined;
    if (one.type === "radio") {
      one.checked = typed === undefined ? one.defaultChecked : one.value === typed;
    } else if (one.tagName === "SELECT") {
      one.value = values[one.name] ?? one.value;
    } else if (one.value !== (typed ?? one.defaultValue)) {
      one.value = typed ?? one.defaultValue;
    }
  }

  // The answer stands below the row of the button that was pressed, without leaving its place in
  // the page: a live region that moves may not be read out.
  function place() {
    const all = rows();
    let where = all.length;
    all.forEach((row, number) => {
      row.style.order = 2 * number;
      const buttons = [row, ...row.querySelectorAll("button")];
      if (view.after && buttons.some((one) => one.dataset.action === view.after)) where = number;
    });
    said.style.order = 2 * where + 1;
  }

  function out(element) {
    const box = element.getBoundingClientRect();
    return box.top < 0 || box.bottom > window.innerHeight;
  }

  function tick() {
    if (!panel.isConnected) return;
    if (waiting) timer = setTimeout(tick, 500);
    else send({ kind: "tick" });
  }

  function onClick(event) {
    const button = event.target.closest("button");
    if (button) press(button);
  }

  // Lab hears no keys of ours; but a notebook must be saved from wherever one is in it.
  function save(event) {
    const { key, code, keyCode, ctrlKey, metaKey } = event;
    const again = new KeyboardEvent("keydown", { key, code, keyCode, ctrlKey, metaKey, bubbles: true });
    const notebook = panel.closest(".jp-Notebook");
    if (!notebook) return;
    event.preventDefault();
    notebook.dispatchEvent(again);
  }

  // Enter does what the next button does.
  function onKey(event) {
    const one = event.target;
    if ((event.ctrlKey || event.metaKey) && event.key === "s") return save(event);
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    if (!one.matches("input, textarea, select")) return;
    event.preventDefault();
    const controls = [...panel.querySelectorAll("input, textarea, select, button")];
    const next = controls.slice(controls.indexOf(one)).find((control) => control.tagName === "BUTTON");
    if (next) press(next);
  }

  // After a restart of the kernel nobody answers: the still picture comes back.
  function onSilence() {
    panel.hidden = true;
    send({ kind: "ready" });
  }

  panel.addEventListener("click", onClick);
  panel.addEventListener("keydown", onKey);
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
