// An extension of JupyterLab, in the form in which Lab loads it, so it needs no build step. Lines of
// text are as long as those of the panels, tables begin where the text does, pictures stay large
// enough to be read, a fold keeps its distance, and what is printed breaks between words.

// In a block, because Lab loads all extensions into one scope.
{
  const NAME = "tutorial-text";
  const STYLE = `
    .jp-MarkdownOutput :is(p:not(:has(img)), ul, ol) { max-width: 75ch; }
    .jp-MarkdownOutput p:has(img) { overflow-x: auto; }
    .jp-MarkdownOutput.jp-MarkdownOutput img { min-width: 560px; max-width: min(100%, 860px); }
    .jp-RenderedSVG.jp-RenderedSVG { overflow-x: auto; }
    .jp-RenderedSVG :is(svg, img) { width: 100%; min-width: 560px; max-width: 820px; height: auto; }
    .jp-MarkdownOutput.jp-MarkdownOutput table { margin-left: 0; }
    .jp-MarkdownOutput.jp-MarkdownOutput th { text-align: left; }
    .jp-MarkdownOutput details { margin-bottom: 1em; }
    .jp-OutputArea-output.jp-OutputArea-output pre { word-break: normal; overflow-wrap: anywhere; }
  `;

  const plugin = {
    id: `${NAME}:plugin`,
    autoStart: true,
    activate() {
      const style = document.createElement("style");
      style.textContent = STYLE;
      document.head.append(style);
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = { init() {}, get: async () => () => plugin };
}
