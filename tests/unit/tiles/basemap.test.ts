import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTileAddress } from '../../../src/lib/server/tiles/address.ts';
import { basemapSource, fetchBasemapTile } from '../../../src/lib/server/tiles/basemap.ts';

let server: Server;
let asked: string[];

beforeEach(async () => {
	asked = [];
	server = createServer((request, response) => {
		asked.push(request.url!);
		if (request.url!.startsWith('/3/')) response.writeHead(500).end();
		else if (request.url!.startsWith('/4/')) response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>');
		else if (request.url!.startsWith('/5/')) response.writeHead(200, { 'content-type': 'text/html' }).end('<script/>');
		else response.writeHead(200, { 'content-type': 'image/png' }).end('tile');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	process.env.SISE_BASEMAP = `http://127.0.0.1:${port}/{z}/{x}/{y}.png?key=secret © 测绘`;
});
afterEach(() => {
	delete process.env.SISE_BASEMAP;
	server.close();
});

test('pages get the tiles of a source of one’s own through the server, without its address or key', async () => {
	expect(basemapSource()).toEqual({ tiles: ['/api/basemap/{z}/{x}/{y}'], attribution: '© 测绘', tileSize: 256 });
	const tile = await fetchBasemapTile(2, 1, 3);
	expect(await tile!.text()).toBe('tile');
	expect(tile!.headers.get('content-type')).toBe('image/png');
	expect(asked).toEqual(['/2/1/3.png?key=secret']);
});

test('a source hands out pictures and nothing that could run, and no proxy keeps them', async () => {
	expect((await fetchBasemapTile(4, 1, 3))!.status).toBe(502);
	expect((await fetchBasemapTile(5, 1, 3))!.status).toBe(502);
	expect((await fetchBasemapTile(2, 1, 3))!.headers.get('cache-control')).toMatch(/^private/);
});

test('a source that fails answers 502, none configured answers nothing', async () => {
	expect((await fetchBasemapTile(3, 1, 3))!.status).toBe(502);
	delete process.env.SISE_BASEMAP;
	expect(basemapSource()).toBeNull();
	expect(await fetchBasemapTile(2, 1, 3)).toBeNull();
});

test('an address without its places is refused with what is missing', () => {
	process.env.SISE_BASEMAP = 'http://127.0.0.1/{z}/{x}.png';
	expect(() => basemapSource()).toThrow('SISE_BASEMAP has no {y}');
});

test('only tiles that exist are asked for', () => {
	expect(readTileAddress({ z: '2', x: '3', y: '0' })).toEqual({ z: 2, x: 3, y: 0 });
	for (const params of [
		{ z: '2', x: '4', y: '0' },
		{ z: '-1', x: '0', y: '0' },
		{ z: '2', x: '../..', y: '0' },
		{ z: '23', x: '0', y: '0' }
	]) {
		expect(() => readTileAddress(params)).toThrow();
	}
});
