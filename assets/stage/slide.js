// @ts-check
/**
 * How the outline gets to its column: it slides after a single key press, quicker backwards. When
 * keys come fast, the view scrolls or motion is not wanted, it is there at once.
 */

const [FORWARD, BACKWARD] = [180, 120]; // ms
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let held = false; // a key is held down and repeats itself
addEventListener("keydown", (event) => { held = event.repeat; }, { capture: true });
addEventListener("keyup", () => { held = false; }, { capture: true });

export class Slide {
    /** @param {...HTMLElement} marks what goes from column to column */
    constructor(...marks) {
        this.marks = marks;
        this.x = 0;
        this.until = 0; // a key press before this moment finds the last one's motion not yet over
    }

    /**
     * @param {number} x px from the first column
     * @param {boolean} jump
     */
    to(x, jump) {
        const now = performance.now();
        const still = jump || held || calm.matches || now < this.until;
        const ms = x < this.x ? BACKWARD : FORWARD;
        for (const { style } of this.marks) {
            style.transitionDuration = still ? "0s" : `${ms}ms`;
            style.transform = `translateX(${x}px)`;
        }
        this.x = x;
        this.until = now + ms;
    }
}
