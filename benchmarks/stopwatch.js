// Times in the page, from a gesture to the moment when the text that it leads to is in the document.
window.stopwatch = (() => {
  const output = (path, index) => {
    for (const widget of window.jupyterapp.shell.widgets("main"))
      if (widget.context?.path === path) return widget.content.widgets[index].node.querySelector(".jp-Cell-outputArea");
    throw new Error(`no notebook ${path}`);
  };

  const seen = (node, text, begun) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${text}: not seen after 60 s`)), 60_000);
      const done = () => {
        observer.disconnect();
        clearTimeout(late);
        // The frame that shows it, not only the change of the document.
        requestAnimationFrame(() => resolve(performance.now() - begun));
      };
      const look = () => node.textContent.includes(text) && done();
      const observer = new MutationObserver(look);
      observer.observe(node, { childList: true, characterData: true, subtree: true });
      look();
    });

  return {
    // Runs a cell; milliseconds until its output has the text.
    show(path, index, text) {
      const begun = performance.now();
      window.labDriver.start(path, index);
      return seen(output(path, index), text, begun);
    },

    // Presses the button with that label; milliseconds until the output has the text.
    press(path, index, label, text) {
      const node = output(path, index);
      const button = [...node.querySelectorAll("button")].find((found) => found.textContent.trim() === label);
      if (!button) throw new Error(`no button ${label}`);
      const begun = performance.now();
      button.click();
      return seen(node, text, begun);
    },
  };
})();
