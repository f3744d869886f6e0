// @ts-check
/**
 * How the stage is shown in a room: in full screen, on a projector, with what comes next covered.
 * Projector and cover are in the URL: `screen=projector`, where the cover is on; `projector,open`,
 * where it is off; `cover` alone. Full screen is not: no page may enter it without a key or click.
 */

const PAGE = document.documentElement;

export class Screen {
    /**
     * @param {HTMLElement} stage
     * @param {import("./link.js").Link} link
     * @param {() => void} changed
     */
    constructor(stage, link, changed) {
        this.stage = stage;
        this.link = link;
        this.changed = changed;
        this.shown = "";
        this.asks = false; // a lesson asks what comes next
    }

    /** @param {string} word */
    says(word) {
        return this.link.setting("screen").split(",").includes(word);
    }

    /** The stage alone, in large type. */
    get projector() {
        return this.says("projector");
    }

    /** Whether what comes next is covered. */
    get covered() {
        return this.asks || this.says("cover") || (this.projector && !this.says("open"));
    }

    /** The stage alone, without the browser's help: where full screen is refused. */
    get alone() {
        return PAGE.classList.contains("gw-alone");
    }

    /** Bring the page into the state of the URL; return whether anything changed. */
    apply() {
        const shown = `${this.projector} ${this.covered}`;
        const isNew = shown !== this.shown;
        this.shown = shown;
        PAGE.classList.toggle("gw-projector", this.projector);
        return isNew;
    }

    /** @param {string} setting */
    set(setting) {
        this.link.set("screen", setting);
        if (this.apply()) this.changed();
    }

    toggleProjector() {
        const covered = this.says("cover") ? ["cover"] : [];
        this.set((this.projector ? covered : ["projector", ...covered]).join(","));
    }

    toggleCover() {
        if (this.projector) this.set(this.covered ? "projector,open" : "projector");
        else this.set(this.covered ? "" : "cover");
    }

    toggleFull() {
        if (document.fullscreenElement) document.exitFullscreen();
        else if (this.alone) this.setAlone(false);
        else this.enterFull();
    }

    /** Some browsers, such as those of iPhones, have no full screen, and some pages forbid it. */
    async enterFull() {
        try {
            await this.stage.requestFullscreen({ navigationUI: "hide" });
        } catch {
            this.setAlone(true);
        }
    }

    /** @param {boolean} alone */
    setAlone(alone) {
        PAGE.classList.toggle("gw-alone", alone);
        this.changed();
    }

    /** Leave the projector, or the stage alone; return false where there is nothing to leave. */
    escape() {
        if (this.alone) this.setAlone(false);
        else if (this.projector) this.toggleProjector();
        else return false;
        return true;
    }

    /** Leave the page as it was found: another page has no stage. */
    leave() {
        PAGE.classList.remove("gw-projector", "gw-alone");
    }
}
