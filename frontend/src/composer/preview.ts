// How a text will look, beside the field: the server renders it, as it will when it is posted.

const GATHER_MS = 350;

export class Preview {
  private soon: ReturnType<typeof setTimeout> | undefined;
  private latest = new AbortController();
  private readonly pane: HTMLElement | null;
  private readonly toggle: HTMLElement | null;

  constructor(
    composer: HTMLElement,
    private readonly form: HTMLFormElement,
    private readonly area: HTMLTextAreaElement,
    signal: AbortSignal,
  ) {
    this.pane = composer.querySelector<HTMLElement>("[data-preview]");
    this.toggle = composer.querySelector<HTMLElement>("[data-preview-toggle]");
    if (!this.pane || !this.toggle) return;
    this.toggle.hidden = false;
    this.toggle.addEventListener("click", (event) => this.turn(event), { signal });
    area.addEventListener("input", () => this.later(), { signal });
    form.addEventListener("reset", () => this.show(false), { signal });
  }

  private turn(event: Event): void {
    event.preventDefault();
    this.show(Boolean(this.pane?.hidden));
  }

  private show(open: boolean): void {
    if (!this.pane) return;
    this.pane.hidden = !open;
    this.toggle?.setAttribute("aria-pressed", String(open));
    if (open) void this.render();
  }

  private later(): void {
    if (!this.pane || this.pane.hidden) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.render(), GATHER_MS);
  }

  private async render(): Promise<void> {
    const { pane } = this;
    if (!pane) return;
    this.latest.abort();
    this.latest = new AbortController();
    const place = this.form.querySelector<HTMLSelectElement>("select[name=place]")?.value;
    const body = new URLSearchParams({ text: this.area.value });
    if (place) body.set("place", place);
    const headers = { Accept: "text/html", "Turbo-Frame": pane.id };
    try {
      const { signal } = this.latest;
      const response = await fetch("/preview", { method: "POST", body, headers, signal });
      if (!response.ok || response.redirected) return;
      const found = new DOMParser().parseFromString(await response.text(), "text/html");
      const frame = pane.id ? found.getElementById(pane.id) : null;
      pane.replaceChildren(...(frame ?? found.body).childNodes);
    } catch {
      // The next key press asks again.
    }
  }
}
