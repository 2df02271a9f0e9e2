// An extension of JupyterLab, in the form in which Lab loads it, so it needs no build step. start.py
// names its folder. When Lab opens, the file list is closed; where there is room, the table of
// contents is open. After a reload of the page everything stays as the reader has it.

const NAME = "tutorial-sides";
const ROOM = 1000; // pixels

function open({ shell, commands }) {
  if (sessionStorage.getItem(NAME)) return;
  sessionStorage.setItem(NAME, "done");
  if (window.innerWidth < ROOM) shell.collapseLeft();
  else commands.execute("toc:show-panel");
}

const plugin = {
  id: `${NAME}:plugin`,
  autoStart: true,
  // It must not wait here: Lab restores its layout after all extensions are active.
  activate(app) {
    app.restored.then(() => open(app));
  },
};

window._JUPYTERLAB = window._JUPYTERLAB || {};
window._JUPYTERLAB[NAME] = { init() {}, get: async () => () => plugin };
