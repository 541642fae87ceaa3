import { expect, test } from 'vitest';
import { readAddress, writeAddress, type Address } from '../../../src/lib/map/address.ts';

const read = (text: string) => readAddress(new URLSearchParams(text));

const FULL: Address = {
	district: '420112',
	camera: { lng: 114.13, lat: 30.67, zoom: 15.5 },
	hidden: ['zones', 'road'],
	tab: 'findings',
	level: 'none',
	layer: 'hazard_source',
	state: 'undecided',
	search: '储罐, 1&2',
	follow: false,
	selection: { kind: 'feature', id: 'pipeline/G 1', finding: 0 }
};

test('what is written is read back', () => {
	expect(read(writeAddress(FULL))).toEqual(FULL);
	const place: Address = { ...FULL, selection: { kind: 'place', lng: 114.123456, lat: 30.5 } };
	expect(read(writeAddress(place))).toEqual(place);
});

test('an address with nothing in it is short', () => {
	expect(writeAddress(read(''))).toBe('');
	expect(writeAddress({ ...read(''), district: '420112' })).toBe('?district=420112');
});

test('commas stay commas, so that a place can be read and typed', () => {
	expect(writeAddress({ ...read(''), camera: FULL.camera })).toBe('?at=114.13000,30.67000,15.50');
});

test.each([
	['at=114,30', 'camera'],
	['at=114,30,99', 'camera'],
	['at=1e9,30,9', 'camera'],
	['at=a,b,c', 'camera'],
	['level=purple', 'level'],
	['layer=railway', 'layer'],
	['place=', 'selection'],
	['place=200,1', 'selection'],
	['tab=nothing', 'tab'],
	['state=ok', 'state'],
	['hide=everything', 'hidden']
] as const)('%s makes no sense and is left out', (text, key) => {
	expect(read(text)[key]).toEqual(read('')[key]);
});

test('a finding that is no number is forgotten, its feature is not', () => {
	expect(read('feature=a&finding=x').selection).toEqual({ kind: 'feature', id: 'a', finding: null });
});
