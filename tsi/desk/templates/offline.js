/* On file: a browser starts no worker. The search runs in a hidden frame instead, which answers in the same messages. */

(() => {
  "use strict";

  globalThis.Worker = class extends EventTarget {
    constructor(script) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.src = script.replace(/\.js$/, ".html");
      this.loaded = new Promise((resolve) => frame.addEventListener("load", () => resolve(frame.contentWindow)));
      this.terminate = () => frame.remove();
      addEventListener("message", ({ source, data }) => {
        if (source === frame.contentWindow) this.dispatchEvent(new MessageEvent("message", { data }));
      });
      document.body.append(frame);
    }

    async postMessage(data) {
      (await this.loaded).postMessage(data, "*");
    }
  };
})();
