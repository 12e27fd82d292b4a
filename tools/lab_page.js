// Runs inside a JupyterLab page (started with --LabApp.expose_app_in_browser) and drives one notebook of it.
window.labDriver = (() => {
  const app = () => window.jupyterapp;

  function panel(path) {
    for (const widget of app().shell.widgets("main")) {
      if (widget.context?.path === path && widget.sessionContext) return widget;
    }
    return null;
  }

  async function until(what, check, ms) {
    const end = Date.now() + ms;
    for (;;) {
      const found = await check();
      if (found) return found;
      if (Date.now() > end) throw new Error(`${what}: still not so after ${ms / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  function limited(what, work, ms) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what}: not done after ${ms / 1000} s`)), ms);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  const kernel = (path) => panel(path).sessionContext.session?.kernel;

  return {
    // By command, not by the page's address: that waits a second longer, for a workspace to be saved.
    async open(path, ms) {
      await until("JupyterLab", () => app()?.restored?.then(() => true), ms);
      await limited(`opening ${path}`, app().commands.execute("docmanager:open", { path, factory: "Notebook" }), ms);
      await this.ready(path, ms);
    },

    async ready(path, ms) {
      const notebook = await until(`notebook ${path}`, () => panel(path), ms);
      await limited(`opening ${path}`, notebook.context.ready, ms);
      await until(`kernel of ${path}`, () => kernel(path)?.status === "idle", ms);
    },

    idle(path, ms) {
      return until("the kernel is idle", () => kernel(path)?.status === "idle", ms).then(() => null);
    },

    status: (path) => kernel(path)?.status ?? "none",

    // Appends a code cell; gives its index.
    append(path, source) {
      const notebook = panel(path);
      const model = notebook.content.model.sharedModel;
      model.insertCell(model.cells.length, { cell_type: "code", source, metadata: { trusted: true } });
      return model.cells.length - 1;
    },

    // Starts a cell as its Run button would; the promise is kept for `finish`.
    start(path, index) {
      const notebook = panel(path);
      app().shell.activateById(notebook.id);
      notebook.content.deselectAll();
      notebook.content.activeCellIndex = index;
      notebook.labDriverRuns ??= new Map();
      const run = app().commands.execute("notebook:run-cell");
      run.catch(() => {});
      notebook.labDriverRuns.set(notebook.content.widgets[index].model.id, run);
    },

    async finish(path, index, ms) {
      const notebook = panel(path);
      const run = notebook.labDriverRuns?.get(notebook.content.widgets[index].model.id);
      if (!run) throw new Error(`cell ${index} was not started`);
      await limited(`cell ${index}`, run, ms);
    },

    async runAll(path, ms) {
      app().shell.activateById(panel(path).id);
      await limited("all cells", app().commands.execute("notebook:run-all-cells"), ms);
    },

    cellCount: (path) => panel(path).content.widgets.length,

    cell(path, index) {
      const model = panel(path).content.widgets[index].model;
      return { type: model.type, source: model.sharedModel.source, outputs: model.outputs?.toJSON() ?? [] };
    },

    // The value of a Python expression in the kernel's main namespace, as JSON.
    async value(path, expression, ms) {
      const code = `__import__("json").dumps(${expression})`;
      const request = kernel(path).requestExecute({
        code: "",
        silent: false,
        store_history: false,
        user_expressions: { value: code },
      });
      const reply = await limited(`value of ${expression}`, request.done, ms);
      const value = reply.content.user_expressions?.value;
      if (value?.status !== "ok") throw new Error(`${expression}: ${value?.ename}: ${value?.evalue}`);
      return value.data["text/plain"];
    },

    async save(path, ms) {
      await limited("save", panel(path).context.save(), ms);
    },

    async restart(path, ms) {
      await limited("restart", panel(path).sessionContext.restartKernel(), ms);
      await until("the kernel is idle", () => kernel(path)?.status === "idle", ms);
    },

    async shutdown(path, ms) {
      await limited("shutdown", panel(path).sessionContext.shutdown(), ms);
    },

    interrupt: (path) => kernel(path).interrupt(),
  };
})();
