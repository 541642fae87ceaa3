/**
 * The built server, with what adapter-node leaves out: it hands files of the build out, and turns away what it cannot read,
 * before any hook is asked; and it has no end for a request that never does.
 * Run by Node 24: `node scripts/listen.mjs`.
 */
import { securityHeaders } from '../src/lib/server/edge/headers.ts';
import { logError } from '../src/lib/server/edge/log.ts';
import { ACCESS_LIMITS } from '../src/lib/access/limits.ts';

// Node would print such an error with all that hangs on it, the row of the database among that.
process.on('uncaughtException', (error) => {
	logError(error);
	process.exit(1);
});

const { bytes, seconds } = ACCESS_LIMITS.body;
process.env.BODY_SIZE_LIMIT ??= String(bytes);
process.env.HEADERS_TIMEOUT ??= String(seconds);
const { server } = await import(new URL('../build/index.js', import.meta.url).href);
/** @type {import('node:http').Server} */
const http = server.server;
const headers = securityHeaders({ https: process.env.ORIGIN?.startsWith('https://') ?? false });
http.prependListener('request', (_request, response) => {
	for (const [name, value] of headers) response.setHeader(name, value);
});
// Longer than a route waits for a body, so that the route's own words are heard.
http.requestTimeout = 2 * seconds * 1000;
