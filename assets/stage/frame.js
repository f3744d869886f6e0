// @ts-check
/** Where everything lies on the stage, in px: column width, rows from top to bottom. */

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./reading.js").Rows} Rows */

const TAIL = 0.5; // columns: the last verdict stands on the boundary after the last word
const PHONE_COLUMN = 80;
const SCROLLING_COLUMN = 64;
const UPRIGHT_COLUMN = 50; // narrower ones set their words on end
const WIDEST_COLUMN = 180;
const MOST_FITTED = 40; // words; more of them scroll
const ROOMY = 4; // px of a unit that is not pinned, at most: it shall not outshine the pinned one
const [NARROWEST_ROAD, GOOD_ROAD, WIDEST_ROAD] = [96, 190, 270]; // px

/**
 * @typedef {object} Frame
 * @property {boolean} phone
 * @property {number} gutter width of the labels on the left
 * @property {number} column width of one word
 * @property {number} width of all columns with the tail
 * @property {boolean} slanted whether words stand on end because columns are narrow
 * @property {boolean} numbered whether numbers fit into a column
 * @property {number} numberSize of the font
 * @property {Record<"words"|"verdict"|"lane"|"keep"|"road"|"fence"|"pill"|"note"|"bands"|"wired"|"end", number>} y tops
 * @property {number} wordsHeight
 * @property {number} verdictHeight
 * @property {number} roadHeight
 * @property {number} roadWidth
 * @property {number} fenceHeight
 * @property {Rows | null} rows the bands, null where they are folded away
 */

/**
 * @param {Reading} reading
 * @param {{width: number, height: number, opened: boolean, phone: boolean, bands: boolean}} room
 * @returns {Frame}
 */
export function frame(reading, room) {
    const gutter = room.phone ? 74 : 190;
    const column = columnWidth(reading.length, room.width - gutter, room.phone);
    const slanted = column < UPRIGHT_COLUMN;
    const wordsHeight = slanted ? 104 : 44;
    const verdictHeight = room.phone ? 60 : 72;
    const parts = { keeps: reading.wiring.forget === "learned", fence: reading.wiring.update === "learned" };
    const fixed = aboveBands(parts, wordsHeight, verdictHeight, room.phone);
    const { rows, left } = bandRows(reading, room, fixed);
    const roadHeight = room.phone ? 126 : Math.min(Math.max(left, NARROWEST_ROAD), WIDEST_ROAD);
    const y = tops(parts, { wordsHeight, verdictHeight, roadHeight, phone: room.phone }, rows);
    return {
        phone: room.phone, gutter, column, slanted, wordsHeight, verdictHeight, roadHeight, rows, y,
        width: Math.ceil(column * (reading.length + TAIL)),
        numbered: column >= 44,
        numberSize: column < 60 ? 16 : 18,
        roadWidth: Math.min(44, Math.round(roadHeight * 0.27), Math.round(column * 0.52)),
        fenceHeight: 36,
    };
}

/**
 * @param {number} count
 * @param {number} room
 * @param {boolean} phone
 */
function columnWidth(count, room, phone) {
    if (phone) return PHONE_COLUMN;
    if (count > MOST_FITTED) return SCROLLING_COLUMN;
    return Math.min(Math.floor(room / (count + TAIL)), WIDEST_COLUMN);
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
 * @param {Reading} reading
 * @param {{height: number, opened: boolean, phone: boolean, bands: boolean}} room
 * @param {number} fixed
 */
function bandRows(reading, room, fixed) {
    const free = room.height - fixed - (reading.wired.length || reading.remark ? 34 : 6);
    if (!room.bands) return { rows: null, left: free };
    const left = (/** @type {number} */ row) => free - reading.layouts[row].height;
    const last = reading.layouts.length - 1;
    const roomy = reading.layouts.findLastIndex((_, row) => row <= ROOMY && left(row) >= GOOD_ROAD);
    const row = room.opened ? last : Math.max(roomy, room.phone || left(1) >= NARROWEST_ROAD ? 1 : 0);
    return { rows: reading.layouts[row], left: left(row) };
}

/**
 * @param {{keeps: boolean, fence: boolean}} parts
 * @param {{wordsHeight: number, verdictHeight: number, roadHeight: number, phone: boolean}} size
 * @param {Rows | null} rows
 */
function tops(parts, size, rows) {
    const verdict = size.wordsHeight + 8;
    const lane = verdict + size.verdictHeight + 8;
    const keep = lane + (size.phone ? 4 : 34);
    const road = keep + (parts.keeps ? 40 : 0);
    const fence = road + size.roadHeight + 6;
    const pill = fence + (parts.fence ? 38 : 8);
    const note = pill + 32;
    const bands = note + 26;
    const wired = bands + (rows ? rows.height + 6 : 0);
    return { words: 0, verdict, lane, keep, road, fence, pill, note, bands, wired, end: wired + (rows ? 26 : 0) };
}
