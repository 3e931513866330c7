// What every page loads. Pages work without it; it makes them quicker and live.

import "@hotwired/turbo";
import "./announce";
import "./keys";
import "./panel";
import "./reactions";
import "./signout";
import "./small";
import "./streams";
import { start as startComposer } from "./composers";
import { start as startLive } from "./live";
import { start as startMaps } from "./maps";
import { start as startOffline } from "./offline";
import { start as startScroll } from "./scroll";
import { start as startTimes } from "./times";

startLive();
startScroll();
startTimes();
startComposer();
startMaps();
startOffline();
