// A chunk of its own, for gateways other than the page's own backend: what a page says to name an account, and how several
// elements share one.
export { readCredentials, warnOfCredentials } from './credentials.js';
export { shareGateway } from './shared-gateway.js';
