// @ts-check
/** A ZIP archive of stored files, and the checksum that it shares with PNG. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
    return rest;
});
const DAY = 0x0021; // the first of January 1980: equal contents make equal archives
const UTF8 = 0x0800;

/** CRC-32. @param {Uint8Array} bytes */
export function checksum(bytes) {
    let rest = 0xffffffff;
    for (const byte of bytes) rest = TABLE[(rest ^ byte) & 255] ^ (rest >>> 8);
    return (rest ^ 0xffffffff) >>> 0;
}

/**
 * @param {Record<string, Uint8Array>} files by name
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function zip(files) {
    /** @type {Uint8Array[]} */
    const parts = [];
    /** @type {Uint8Array[]} */
    const directory = [];
    let offset = 0;
    for (const [name, content] of Object.entries(files)) {
        const label = new TextEncoder().encode(name);
        const common = [[2, 20], [2, UTF8], [2, 0], [2, 0], [2, DAY], [4, checksum(content)], [4, content.length], [4, content.length], [2, label.length], [2, 0]];
        const head = joined([fields([[4, 0x04034b50], ...common]), label, content]);
        directory.push(joined([fields([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), label]));
        parts.push(head);
        offset += head.length;
    }
    const index = joined(directory);
    const count = directory.length;
    const end = fields([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, index.length], [4, offset], [2, 0]]);
    return joined([...parts, index, end]);
}

/** Numbers of 2 or 4 bytes, little-endian. @param {number[][]} sized */
function fields(sized) {
    return Uint8Array.from(sized.flatMap(([size, value]) => Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 255)));
}

/** @param {Uint8Array[]} parts */
export function joined(parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        whole.set(part, at);
        at += part.length;
    }
    return whole;
}
