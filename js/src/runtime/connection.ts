// One widget's line to its kernel: scene in, gestures out, and whether anybody is still there.
import type { AssetName, Mount } from "../page";
import { Drafts, type Pace } from "./drafts";
import { Media } from "./media";
import { Observable } from "./observable";
import { Parcels } from "./parcels";
import { Scene } from "./scene";
import { safeUrl } from "./urls";
import { type Json, type KernelMessage, type ToastVariant, unpack } from "./wire";

export interface Toast {
  id: string;
  message: string;
  variant: ToastVariant;
}

/** "lost": this widget's Python object is gone for good; "silent": no answer to a ping (busy, or stopped). */
export type Life = "live" | "silent" | "lost";

const PING_AFTER_MS = 6000;
const SILENT_AFTER_MS = 20000;
const DEAD = new Set(["restarting", "autorestarting", "dead", "terminating"]);

interface Signal<T> {
  connect(slot: (sender: unknown, value: T) => void): void;
  disconnect(slot: (sender: unknown, value: T) => void): void;
}

/** The part of JupyterLab's kernel connection that tells of its end. */
interface Kernel {
  statusChanged?: Signal<string>;
  disposed?: Signal<void>;
}

export class Connection {
  readonly scene = new Scene();
  readonly drafts = new Drafts((id, value) => this.send(id, "change", { value }));
  readonly media = new Media((message) => this.post(message));
  readonly parcels = new Parcels((message, buffers) => this.post(message, buffers));
  readonly life = new Observable<Life>("live");
  readonly waiting = new Observable(false);
  readonly toasts = new Observable<readonly Toast[]>([]);
  readonly el: HTMLElement;

  private readonly asked = new Map<string, { resolve(result: unknown): void; reject(reason: Error): void }>();
  private sent = 0;
  private handled = 0;
  private resyncing = false;
  private pings = 0;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private readonly kernel: Kernel | undefined;

  constructor(private readonly place: Mount) {
    const { model, el } = place;
    this.el = el;
    model.on("msg:custom", this.receive);
    model.on("comm_live_update", this.checkLife);
    // JupyterLab's widget manager knows of kernels that die on their own; the model does not.
    this.kernel = (model.widget_manager as { kernel?: Kernel } | undefined)?.kernel;
    this.kernel?.statusChanged?.connect(this.onKernelStatus);
    this.kernel?.disposed?.connect(this.onKernelGone);
    this.open();
    this.checkLife();
  }

  asset = (name: AssetName): Promise<ArrayBuffer> => this.place.asset(name);

  /** Shows a field's new value at once and tells the kernel at the given pace. */
  change = (id: string, value: unknown, pace: Pace): void => {
    if (this.life.get() !== "lost") this.drafts.set(id, value, pace);
  };

  /** Sends a gesture, after all changes that were made before it. */
  emit = (id: string, event: string, params: Json = {}): void => {
    if (this.life.get() === "lost") return;
    this.drafts.flush();
    this.send(id, event, params);
  };

  /** What a component wants to know of its kernel; changes nothing there. */
  ask = (id: string, question: string, params: Json = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const request = `ask-${Math.random().toString(36).slice(2)}`;
      this.asked.set(request, { resolve, reject });
      this.parcels.post({ type: "ask", request, id, question, params });
    });

  cancel = (id: string): void => this.post({ type: "cancel", id });

  dismiss = (id: string): void => this.toasts.set(this.toasts.get().filter((toast) => toast.id !== id));

  open = (): void => {
    this.resyncing = true;
    this.post({ type: "open" });
  };

  dispose(): void {
    this.drafts.flush();
    this.drafts.dispose();
    this.media.dispose();
    this.parcels.drop();
    for (const { reject } of this.asked.values()) reject(new Error("the widget was closed"));
    this.asked.clear();
    clearTimeout(this.watch);
    this.place.model.off("msg:custom", this.receive);
    this.place.model.off("comm_live_update", this.checkLife);
    this.kernel?.statusChanged?.disconnect(this.onKernelStatus);
    this.kernel?.disposed?.disconnect(this.onKernelGone);
  }

  private post(message: Json, buffers?: ArrayBuffer[]): void {
    this.place.model.send({ page: this.place.page.id, ...message }, undefined, buffers);
  }

  private send(id: string, event: string, params: Json): number {
    const seq = (this.place.page.seq += 1);
    this.parcels.post({ type: "event", seq, id, event, params });
    this.sent = seq;
    this.waiting.set(true);
    this.expectAnswer();
    return seq;
  }

  // A kernel that is busy does not answer a ping either (unless it serves comms beside the main thread), so silence is
  // shown as what it is, and only a closed comm counts as lost.
  private expectAnswer(): void {
    if (this.watch !== undefined) return;
    this.watch = setTimeout(() => {
      this.post({ type: "ping", request: `ping-${(this.pings += 1)}` });
      this.watch = setTimeout(() => this.life.get() === "live" && this.life.set("silent"), SILENT_AFTER_MS);
    }, PING_AFTER_MS);
  }

  private heard(): void {
    clearTimeout(this.watch);
    this.watch = undefined;
    if (this.life.get() === "silent") this.life.set("live");
    if (this.waiting.get()) this.expectAnswer();
  }

  private acknowledge(seq: number | undefined): void {
    if (seq === undefined) return;
    this.handled = Math.max(this.handled, seq);
    this.drafts.acknowledge(seq);
    this.waiting.set(this.handled < this.sent);
  }

  private readonly receive = (raw: KernelMessage, buffers: DataView[] = []): void => {
    if (!raw || typeof raw !== "object") return;
    const mine = this.place.page.id;
    const message = raw.type === "media" ? raw : unpack(raw, buffers);
    switch (message.type) {
      case "scene":
        this.resyncing = false;
        this.drafts.forget(this.scene.replace(message));
        break;
      case "patch": {
        const applied = this.resyncing ? "old" : this.scene.patch(message);
        if (applied === "gap") this.open();
        if (applied === "applied") this.drafts.forget(message.remove ?? []);
        this.acknowledge(message.acks?.[mine]);
        break;
      }
      case "ack":
        if (message.page === mine) this.acknowledge(message.seq);
        if (message.page === mine && message.error) this.toast(`error-${message.seq}`, message.error, "error");
        break;
      case "toast":
        this.toast(message.id, message.message, message.variant ?? "info");
        break;
      case "log":
        // What a plugin logs belongs in the browser's console, as in the App.
        // eslint-disable-next-line no-console
        console.info("[fo_widgets]", message.message);
        break;
      case "download":
        this.download(message.url, message.filename);
        break;
      case "part":
        if (message.page === mine) this.parcels.arrived(message.parcel);
        break;
      case "answer": {
        const asker = this.asked.get(message.request);
        this.asked.delete(message.request);
        if (message.error) asker?.reject(new Error(message.error));
        else asker?.resolve(message.result);
        break;
      }
      case "media":
        if (message.page === mine) this.media.receive(message, buffers[0]);
        break;
    }
    this.heard();
  };

  private toast(id: string, message: string, variant: ToastVariant): void {
    this.toasts.set([...this.toasts.get().filter((toast) => toast.id !== id), { id, message, variant }].slice(-5));
  }

  private download(url: string, filename?: string): void {
    const href = safeUrl(url, ["http:", "https:", "blob:", "data:"]);
    if (!href) return this.toast(`download-${url}`, `Not downloaded: '${url}' is not a web address.`, "error");
    const link = Object.assign(document.createElement("a"), { href, download: filename ?? "", rel: "noopener", target: "_blank" });
    document.body.append(link);
    link.click();
    link.remove();
  }

  private readonly checkLife = (): void => {
    if (this.el.closest(".jupyter-widgets-disconnected")) this.life.set("lost");
    else if (this.life.get() === "lost") {
      try {
        this.open();
        this.life.set("live");
      } catch {
        // The event does not tell which way it went; a comm that is closed refuses to send.
      }
    }
  };

  private readonly onKernelGone = (): void => this.life.set("lost");

  private readonly onKernelStatus = (_: unknown, status: string): void => {
    if (DEAD.has(status)) this.life.set("lost");
  };
}
