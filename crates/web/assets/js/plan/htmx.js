// htmx: how our own script gets hold of it, and what it tells.

/**
 * @typedef {typeof import('htmx.org').default} Htmx
 * @typedef {import('htmx.org').HtmxAjaxHelperContext} How
 * @typedef {import('htmx.org').HtmxRequestConfig} HtmxRequest
 * @typedef {import('htmx.org').HtmxResponseInfo & { elt: Element }} Told
 * @typedef {import('htmx.org').HtmxBeforeSwapDetails & { elt: Element }} ToldBeforeSwap
 */

/**
 * Its own script stands before ours in the page and has run, unless it could not be loaded. It is a global of a classic
 * script, so its type is only said here.
 * @returns {Htmx | undefined}
 */
export const loadedHtmx = () => Reflect.get(window, 'htmx');

/**
 * Gets a part of the page. Failures are told by htmx's events; the promise need not tell them again.
 * @param {Htmx} htmx
 * @param {string} address
 * @param {How} how
 */
export const getPart = (htmx, address, how) => htmx.ajax('get', address, how).catch(() => undefined);

/**
 * Listens to an event that carries details: those of htmx, and those that the server has it tell.
 * @template Detail
 * @param {string} name
 * @param {(event: CustomEvent<Detail>) => void} listener
 */
export function listenTo(name, listener) {
  document.addEventListener(name, (event) => {
    if (event instanceof CustomEvent) listener(event);
  });
}
