// A map of units that can be moved and enlarged, in place of the picture that the server has drawn. All
// it shows is taken from the picture, which stays where there is no WebGL, and comes back before the page
// is kept for Back.

import Graph from "graphology";
import Sigma from "sigma";

const STEP = 1.4;
/** Where the map is narrower, names would cover each other; the picture can be scrolled. */
const NARROW_PX = 560;
/** Around a name. */
const GAP_PX = 3;

let shown: { sigma: Sigma; stage: HTMLElement; picture: HTMLElement } | undefined;

export function show(): void {
  const place = document.querySelector<HTMLElement>("[data-netmap]");
  const picture = place?.firstElementChild as HTMLElement | null;
  if (!place || !picture || place.contains(shown?.stage ?? null)) return;
  hide();
  if (place.clientWidth < NARROW_PX) return;
  if (!document.createElement("canvas").getContext("webgl2")) return;
  const drawn = picture.querySelector("svg");
  if (!drawn) return;
  const stage = document.createElement("div");
  stage.className = "netmap-stage";
  stage.tabIndex = 0;
  stage.setAttribute("role", "img");
  const title = drawn.querySelector("title")?.textContent ?? "";
  const hint = place.dataset["hint"] ?? "";
  stage.setAttribute("aria-label", `${title}. ${hint}`);
  place.append(stage);
  picture.hidden = true;
  try {
    shown = { sigma: draw(drawn, stage), stage, picture };
  } catch (error) {
    stage.remove();
    picture.hidden = false;
    throw error;
  }
  stage.addEventListener("keydown", (event) => key(event));
}

function hide(): void {
  if (!shown) return;
  shown.sigma.kill();
  shown.stage.remove();
  shown.picture.hidden = false;
  shown = undefined;
}

function draw(drawn: SVGSVGElement, stage: HTMLElement): Sigma {
  const looks = colours(drawn);
  const graph = new Graph({ type: "undirected" });
  for (const circle of drawn.querySelectorAll<SVGCircleElement>("[data-unit]")) {
    const { unit, name, people } = circle.dataset;
    graph.addNode(unit ?? "", {
      label: `${name}, ${people}`,
      x: circle.cx.baseVal.value,
      y: -circle.cy.baseVal.value,
      size: circle.r.baseVal.value * 0.7,
      color: looks.node,
    });
  }
  for (const tie of drawn.querySelectorAll<SVGPathElement>("[data-of]")) {
    graph.addEdge(tie.dataset["of"], tie.dataset["to"], {
      size: Number(tie.getAttribute("stroke-width")),
      color: looks.tie,
    });
  }
  let near: string | undefined;
  let named: Names = () => {};
  const sigma = new Sigma(graph, stage, {
    labelColor: { color: looks.ink },
    labelFont: getComputedStyle(document.body).fontFamily,
    labelSize: 13,
    labelRenderedSizeThreshold: 0,
    // Every name is tried; what finds no room is left out by `names`.
    labelDensity: 100,
    defaultDrawNodeLabel: (context, data) => named(context, data),
    minCameraRatio: 0.2,
    maxCameraRatio: 2,
    stagePadding: 48,
    zIndex: true,
    defaultDrawNodeHover: (context, data) => plate(context, data, looks),
    nodeReducer: (node, data) => ({
      ...data,
      label: !near || near === node || graph.areNeighbors(near, node) ? (data["label"] as string) : "",
      color: near === node ? looks.chosen : (data["color"] as string),
      zIndex: near === node ? 1 : 0,
    }),
    edgeReducer: (edge, data) => {
      if (!near) return data;
      return graph.hasExtremity(edge, near) ? { ...data, color: looks.chosen } : { ...data, hidden: true };
    },
  });
  named = names(sigma, graph, looks);
  sigma.refresh();
  sigma.on("enterNode", ({ node }) => {
    near = node;
    sigma.refresh();
  });
  sigma.on("leaveNode", () => {
    near = undefined;
    sigma.refresh();
  });
  return sigma;
}

interface Named {
  key?: string;
  x: number;
  y: number;
  size: number;
  label: string | null;
}

type Names = (context: CanvasRenderingContext2D, data: Named) => void;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Writes each name beside its circle, on the side with the least of lines, clear of other names and circles;
 * where there is no such side it is left out, and stands in the tables and when the circle is pointed at. */
function names(sigma: Sigma, graph: Graph, looks: Looks): Names {
  const font = `13px ${getComputedStyle(document.body).fontFamily}`;
  let taken: Box[] = [];
  sigma.on("beforeRender", () => {
    taken = [];
  });
  const at = (node: string) => {
    const shown = sigma.getNodeDisplayData(node) ?? { x: 0, y: 0, size: 0 };
    return { ...sigma.framedGraphToViewport(shown), size: sigma.scaleSize(shown.size) };
  };
  return (context, { key, x, y, size, label }) => {
    if (!label || !key) return;
    context.font = font;
    const { width, height } = sigma.getDimensions();
    const sides = boxes(x, y, size, context.measureText(label).width, width);
    const circles = graph.nodes().filter((other) => other !== key).map(at);
    const lines = graph.edges().map((tie) => graph.extremities(tie).map(at));
    const covered = (box: Box) =>
      lines.reduce((sum, [from, to]) => sum + (from && to ? inside(box, from, to) : 0), 0);
    const isFree = (box: Box) =>
      box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height &&
      !taken.some((other) => meet(box, other)) &&
      !circles.some((one) => meet(box, around(one.x, one.y, one.size)));
    const [best] = sides.filter(isFree).sort((a, b) => covered(a) - covered(b));
    if (!best) return;
    taken.push(best);
    // A line that it must cross stays behind it.
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.strokeStyle = looks.surface;
    context.strokeText(label, best.left + GAP_PX, best.bottom - GAP_PX);
    context.fillStyle = looks.ink;
    context.fillText(label, best.left + GAP_PX, best.bottom - GAP_PX);
  };
}

/** Room for a name right of a circle, left of it, below and above: these two as far aside as the edge asks. */
function boxes(x: number, y: number, size: number, length: number, width: number): Box[] {
  const [wide, high, away] = [length + 2 * GAP_PX, 13 + 2 * GAP_PX, size + 2];
  const middle = Math.max(0, Math.min(x - wide / 2, width - wide));
  const corners = [
    [x + away, y - high / 2],
    [x - away - wide, y - high / 2],
    [middle, y + away],
    [middle, y - away - high],
  ] as const;
  return corners.map(([left, top]) => ({ left, top, right: left + wide, bottom: top + high }));
}

const around = (x: number, y: number, size: number): Box => ({
  left: x - size,
  top: y - size,
  right: x + size,
  bottom: y + size,
});

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

interface Point {
  x: number;
  y: number;
}

/** How much of a line is in a box, in pixels: it is cut to the box, side by side (Liang and Barsky 1984). */
function inside(box: Box, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [begin, end] = [0, 1];
  for (const [step, room] of [
    [-dx, from.x - box.left],
    [dx, box.right - from.x],
    [-dy, from.y - box.top],
    [dy, box.bottom - from.y],
  ] as const) {
    if (step === 0 && room < 0) return 0;
    if (step < 0) begin = Math.max(begin, room / step);
    if (step > 0) end = Math.min(end, room / step);
  }
  return Math.max(0, end - begin) * Math.hypot(dx, dy);
}

interface Looks {
  node: string;
  chosen: string;
  tie: string;
  ink: string;
  surface: string;
}

/** The name of the circle pointed at, readable over everything. */
function plate(
  context: CanvasRenderingContext2D,
  data: { x: number; y: number; size: number; label: string | null },
  looks: Looks,
): void {
  if (!data.label) return;
  context.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  const width = context.measureText(data.label).width;
  context.fillStyle = looks.surface;
  context.fillRect(data.x + data.size, data.y - 11, width + 10, 22);
  context.fillStyle = looks.ink;
  context.fillText(data.label, data.x + data.size + 5, data.y + 4.5);
}

/** As the picture has them now, light or dark, in the one form that the library reads. */
function colours(drawn: SVGSVGElement): Looks {
  const of = (selector: string, property: "fill" | "stroke"): string => {
    const found = drawn.querySelector(selector) ?? drawn;
    return plain(getComputedStyle(found)[property]);
  };
  return {
    node: of(".unit-c", "stroke"),
    chosen: of(".unit-c", "stroke"),
    tie: of(".tie", "stroke"),
    ink: of("text", "fill"),
    surface: of(".halo", "fill"),
  };
}

function plain(colour: string): string {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return "#777777";
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red},${green},${blue})`;
}

function key(event: KeyboardEvent): void {
  const camera = shown?.sigma.getCamera();
  if (!camera || event.ctrlKey || event.metaKey || event.altKey) return;
  const { x, y, ratio } = camera.getState();
  const by = 0.1 * ratio;
  const moves: Record<string, object> = {
    "+": { ratio: ratio / STEP },
    "-": { ratio: ratio * STEP },
    ArrowLeft: { x: x - by },
    ArrowRight: { x: x + by },
    ArrowUp: { y: y + by },
    ArrowDown: { y: y - by },
    "0": { x: 0.5, y: 0.5, ratio: 1 },
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  camera.setState(move);
}

function redraw(): void {
  if (!shown) return;
  hide();
  show();
}

document.addEventListener("turbo:before-cache", hide);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
