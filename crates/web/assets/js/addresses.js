// The addresses on the server that no page tells; all others are read from the links and forms of the page.

export const LOG_IN = '/log-ind';
export const LOG_OUT = '/log-ud';
