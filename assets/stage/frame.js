// @ts-check
/** Where everything lies on the stage, in px: column width, rows from top to bottom. */

/** @typedef {Pick<import("./reading.js").Reading, "length" | "layouts" | "wiring" | "foresees">} Shape what a reading needs room for */
/** @typedef {import("./reading.js").Rows} Rows */

const GUTTER = 190; // px
export const LANE = 46; // px above the words, for arcs
const TAIL = 0.5; // columns: the last verdict stands on the boundary after the last word
const [PHONE_COLUMN, NARROWEST_COLUMN, WIDEST_COLUMN] = [80, 64, 180]; // px on screen; more words scroll
const [SMALLEST, SMALLEST_ON_PHONES] = [15 / 18, 15 / 16]; // of full size: no text is under 15 px then
const ROOMY_PHONE = 330; // px; a lower stage has a smaller verdict
const ROOMY = 4; // px of a unit that is not pinned, at most: it shall not outshine the pinned one
const [LARGEST, LARGE_ROAD, FAIR_NUMBER] = [2, 120, 12]; // on a projector: scale, px, words
const FAR = 1.5; // times the room that columns may take before they need a strip of the whole
const [NARROWEST_ROAD, GOOD_ROAD, WIDEST_ROAD] = [96, 190, 270]; // px
const [SMALL_VERDICT, SMALL_ROAD, SMALL_LARGE_ROAD, LITTLE_LESS] = [56, 78, 100, 0.94]; // px, and times the scale, where the arcs would else have no room

/**
 * Sizes are those of the drawing; on screen all of them are `scale` times as large.
 * @typedef {object} Frame
 * @property {number} scale
 * @property {number | null} view height on screen beyond which the stage scrolls
 * @property {boolean} phone
 * @property {number} gutter width of the labels on the left
 * @property {number} column width of one word
 * @property {number} width of all columns with the tail
 * @property {Record<"words"|"verdict"|"lane"|"keep"|"road"|"fence"|"pill"|"note"|"bands"|"wired"|"end", number>} y tops
 * @property {number} wordsHeight
 * @property {number} verdictHeight
 * @property {number} roadHeight
 * @property {number} roadWidth
 * @property {number} fenceHeight
 * @property {Rows | null} rows the bands, null where they are folded away
 */

/** @typedef {{width: number, height: number, opened: boolean, phone: boolean, bands: boolean, large?: boolean, arcs?: boolean, tight?: boolean}} Room in px on screen; `arcs`: they are wanted over the words; `tight`: where all is small */

/**
 * Lay the stage out; the arcs have a lane above the words where nothing else is much smaller or gone for it.
 * @param {Shape} reading
 * @param {Room} room
 * @returns {Frame}
 */
export function frame(reading, room) {
    const bare = placed(reading, { ...room, arcs: false });
    if (!room.arcs || room.phone) return bare;
    const [none] = reading.layouts;
    const fits = (/** @type {Frame} */ at) => (room.opened || at.y.end * at.scale <= room.height + 1)
        && at.scale >= LITTLE_LESS * Math.min(bare.scale, 1) && (at.rows !== none || bare.rows === none);
    const ways = room.large ? [true] : [false, true]; // on a projector, type as large as can be
    return ways.map((tight) => placed(reading, { ...room, tight })).find(fits) ?? bare;
}

/**
 * Lay the stage out at full size; where the window is too low even without the other units, smaller.
 * @param {Shape} reading
 * @param {Room} room
 * @returns {Frame}
 */
function placed(reading, room) {
    const full = (room.large && large(reading, room)) || scaled(reading, room, 1);
    if (room.opened || full.y.end <= room.height) return full;
    return scaled(reading, room, Math.max(room.height / full.y.end, room.phone ? SMALLEST_ON_PHONES : SMALLEST));
}

/**
 * For the back row: the largest size at which all words, or a fair number of them, are in view.
 * @param {Shape} reading
 * @param {Room} room
 * @returns {Frame | null}
 */
function large(reading, room) {
    for (let scale = LARGEST; scale > 1; scale -= 0.05) {
        const at = scaled(reading, { ...room, height: room.height - LARGEST }, scale);
        const wide = Math.min(at.width, (FAIR_NUMBER + TAIL) * at.column);
        if (at.roadHeight >= (room.tight ? SMALL_LARGE_ROAD : LARGE_ROAD) && at.y.end * scale <= room.height && (at.gutter + wide) * scale <= room.width) return at;
    }
    return null;
}

/**
 * @param {Shape} reading
 * @param {Room} given
 * @param {number} scale
 * @returns {Frame}
 */
function scaled(reading, given, scale) {
    const room = { ...given, width: given.width / scale, height: Math.ceil(given.height / scale) };
    const gutter = room.phone ? 74 : GUTTER;
    const column = columnWidth(reading.length, room.width - gutter, (room.phone ? PHONE_COLUMN : NARROWEST_COLUMN) / (room.large ? 1 : scale));
    const wordsHeight = 44;
    const verdictHeight = !reading.foresees ? 0 : !room.phone ? (room.tight ? SMALL_VERDICT : 72) : room.height < ROOMY_PHONE ? 48 : 60;
    const parts = { keeps: reading.wiring.forget === "learned", fence: reading.wiring.update === "learned" };
    const arcs = room.arcs ? LANE : 0;
    const fixed = arcs + aboveBands(parts, wordsHeight, verdictHeight, room.phone);
    const { rows, left } = bandRows(reading, room, fixed);
    const [least, most] = room.phone ? [64, 126] : [narrowest(room), WIDEST_ROAD];
    const roadHeight = Math.min(Math.max(left, least), most);
    const y = tops(parts, { arcs, wordsHeight, verdictHeight, roadHeight, phone: room.phone }, rows);
    return {
        scale, view: given.opened ? given.height : null, phone: room.phone, gutter, column, wordsHeight, verdictHeight, roadHeight, rows, y,
        width: Math.ceil(column * (reading.length + TAIL)),
        roadWidth: Math.min(44, Math.round(roadHeight * 0.27), Math.round(column * 0.52)),
        fenceHeight: 36,
    };
}

/**
 * Whether the columns of a stage scroll so far, at full size, that one loses sight of the whole.
 * @param {Shape} reading
 * @param {number} width px
 */
export const scrolls = (reading, width) => (reading.length + TAIL) * NARROWEST_COLUMN > FAR * (width - GUTTER);

/**
 * @param {number} count
 * @param {number} room
 * @param {number} narrowest
 */
function columnWidth(count, room, narrowest) {
    return Math.min(Math.max(Math.floor(room / (count + TAIL)), Math.ceil(narrowest)), WIDEST_COLUMN);
}

/**
 * The height of all that lies above the bands, but for the road.
 * @param {{keeps: boolean, fence: boolean}} parts
 * @param {number} words
 * @param {number} verdict
 * @param {boolean} phone
 */
function aboveBands(parts, words, verdict, phone) {
    const lane = phone ? 4 : 34;
    return words + 8 + verdict + 8 + lane + (parts.keeps ? 40 : 0) + 6 + (parts.fence ? 38 : 8) + 32 + 26;
}

/**
 * Choose how high the bands are: all units where asked for, and as high as the window allows once
 * the road has its share; without the other units where even a narrow road leaves them no room.
 * @param {Shape} reading
 * @param {{height: number, opened: boolean, phone: boolean, bands: boolean, large?: boolean, tight?: boolean}} room
 * @param {number} fixed
 */
function bandRows(reading, room, fixed) {
    if (!room.bands) return { rows: null, left: room.height - fixed };
    const free = room.height - fixed - 32; // with the line on what is wired
    const left = (/** @type {number} */ row) => free - reading.layouts[row].height;
    const last = reading.layouts.length - 1;
    const roomy = reading.layouts.findLastIndex((_, row) => row <= ROOMY && left(row) >= GOOD_ROAD);
    const row = room.opened ? last : room.large ? 0 : Math.max(roomy, room.phone || left(1) >= narrowest(room) ? 1 : 0);
    return { rows: reading.layouts[row], left: left(row) };
}

/** @param {{tight?: boolean}} room */
const narrowest = ({ tight }) => (tight ? SMALL_ROAD : NARROWEST_ROAD);

/**
 * @param {{keeps: boolean, fence: boolean}} parts
 * @param {{arcs: number, wordsHeight: number, verdictHeight: number, roadHeight: number, phone: boolean}} size
 * @param {Rows | null} rows
 */
function tops(parts, size, rows) {
    const verdict = size.arcs + size.wordsHeight + 8;
    const lane = verdict + size.verdictHeight + 8;
    const keep = lane + (size.phone ? 4 : 34);
    const road = keep + (parts.keeps ? 40 : 0);
    const fence = road + size.roadHeight + 6;
    const pill = fence + (parts.fence ? 38 : 8);
    const note = pill + 32;
    const bands = note + 26;
    const wired = bands + (rows ? rows.height + 6 : 0);
    return { words: size.arcs, verdict, lane, keep, road, fence, pill, note, bands, wired, end: wired + (rows ? 26 : 0) };
}
