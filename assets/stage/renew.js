// @ts-check
/**
 * Bring elements up to date in place: what is the same on a step stays, down to the node, so that
 * the browser styles, lays out and paints only what has changed.
 */

/** @typedef {import("./draw.js").Child} Child */

/** @type {WeakSet<Node>} */
const listening = new WeakSet();

/** Have an element exchanged, never adapted: its listeners are its own. @param {Element} element */
export function keepWhole(element) {
    listening.add(element);
}

/**
 * Give an element these children; those it has are adapted where they are of the same kind.
 * @template {Element} E
 * @param {E} element
 * @param {...Child} children
 * @returns {E}
 */
export function renew(element, ...children) {
    const wanted = children.filter((child) => child !== null).map((child) => (typeof child === "string" ? document.createTextNode(child) : child));
    const present = [...element.childNodes];
    wanted.forEach((node, i) => (i < present.length ? adapt(present[i], node) : element.append(node)));
    for (const node of present.slice(wanted.length)) node.remove();
    return element;
}

/**
 * @param {ChildNode} present
 * @param {Node} wanted
 */
function adapt(present, wanted) {
    if (present === wanted) return;
    if (present instanceof Text && wanted instanceof Text) {
        if (present.data !== wanted.data) present.data = wanted.data;
    } else if (present instanceof Element && wanted instanceof Element && alike(present, wanted)) {
        copyAttributes(present, wanted);
        renew(present, ...wanted.childNodes);
    } else {
        present.replaceWith(wanted);
    }
}

/**
 * @param {Element} present
 * @param {Element} wanted
 */
function alike(present, wanted) {
    return present.localName === wanted.localName && present.namespaceURI === wanted.namespaceURI
        && !listening.has(present) && !listening.has(wanted);
}

/**
 * @param {Element} to
 * @param {Element} from
 */
function copyAttributes(to, from) {
    for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
    for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value) to.setAttribute(name, value);
}
