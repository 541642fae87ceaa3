import type { Position } from 'geojson';
import type { Neighbours, NeighboursOrder } from './api.ts';
import type { FromWorker, ToWorker } from './live-words.ts';
import { boxOf, type DrawnParcel } from './parcel.ts';
import { standingOf, type LiveAnswer } from './result.ts';
import { nearestVertex, verticesOf, type Vertices } from './snap.ts';
import { addressOf, send } from '$lib/map/answer.svelte.ts';
import type { Proposal } from '$lib/risk/siting/answer.ts';

type Box = NeighboursOrder['box'];

/** What is asked: a proposal in a district, as the page knows its data. */
export interface Asking {
	district: string;
	proposal: Proposal;
	/** The state of the data. */
	stamp: string;
}
/** What the neighbours were sent for. */
interface Held extends Asking {
	box: Box;
	/** The versions that the server sent, with the page's stamp. */
	standing: string;
}
interface Question {
	parcel: DrawnParcel;
	held: Held;
	askedAt: number;
}

/** 系统设定: neighbours are asked for so far beyond what is needed now, in its own size and at least in degrees. */
const BEYOND = 1;
const LEAST_DEGREES = 0.01;

/**
 * The answers of the page itself while a shape is dragged: a worker runs the server's engine on what the server sent of
 * the neighbourhood. One question is out at a time; of those that wait only the newest of each parcel is asked.
 */
export class Live {
	answers = $state.raw<ReadonlyMap<string, LiveAnswer>>(new Map());
	/** What the worker can be asked about; null: nothing yet. */
	held = $state.raw<Held | null>(null);
	/** Milliseconds from the last change to its answer; null: none was given yet. */
	ms = $state<number | null>(null);
	/** So many answers were given. */
	count = $state(0);
	#worker: Worker | null = null;
	#fetching: (Asking & { box: Box }) | null = null;
	#vertices: Vertices | null = null;
	#out: (Question & { number: number }) | null = null;
	#waiting = new Map<string, Question>();
	#number = 0;

	/** Sees to it that the neighbours of everything within a box are there, for a proposal. */
	async hold(asking: Asking, needed: Box): Promise<void> {
		if (covers(this.#fetching ?? this.held, asking, needed)) return;
		const box = widened(needed);
		const fetching = (this.#fetching = { ...asking, box });
		const { district, proposal } = asking;
		try {
			const order: NeighboursOrder = { district, box, proposal };
			const neighbours = await send<Neighbours>('POST', addressOf('siting/neighbours'), order);
			if (this.#fetching !== fetching) return;
			this.#tell({ kind: 'around', district, neighbours, proposal });
			this.#vertices = verticesOf(neighbours);
			// What was asked of the surroundings before is no answer any more.
			this.#out = null;
			this.held = { ...fetching, standing: standingOf(asking.stamp, neighbours) };
		} catch {
			// The server answers on release all the same, and says there what is wrong.
			if (this.#fetching === fetching) this.held = null;
		}
		if (this.#fetching === fetching) this.#fetching = null;
	}

	/** Asks about a parcel as it is now, where what was sent reaches so far; its answer comes into `answers`. */
	ask(parcel: DrawnParcel, asking: Asking): void {
		const { held } = this;
		if (held === null || !covers(held, asking, boxOf([parcel.geometry]))) return;
		this.#waiting.set(parcel.key, { parcel, held, askedAt: performance.now() });
		this.#next();
	}

	/** The vertex of a neighbour next to a place, longitude and latitude; undefined: none is so near. */
	snap(at: Position, withinDegrees: number): Position | undefined {
		return this.#vertices === null ? undefined : nearestVertex(this.#vertices, at, withinDegrees);
	}

	stop(): void {
		this.#worker?.terminate();
		this.#worker = this.#fetching = null;
	}

	#next(): void {
		if (this.#out !== null) return;
		const next = this.#waiting.entries().next().value;
		if (next === undefined) return;
		const [key, question] = next;
		this.#waiting.delete(key);
		if (question.held !== this.held) return this.#next();
		const number = ++this.#number;
		this.#out = { ...question, number };
		this.#tell({ kind: 'ask', number, geometry: question.parcel.geometry, accuracyM: question.parcel.accuracyM });
	}

	#tell(message: ToWorker): void {
		this.#worker ??= this.#start();
		this.#worker.postMessage(message);
	}

	#start(): Worker {
		const worker = new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module' });
		worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#heed(data);
		return worker;
	}

	#heed(reply: FromWorker): void {
		const out = this.#out;
		if (out?.number !== reply.number) return;
		this.#out = null;
		if ('said' in reply) {
			const { parcel, held, askedAt } = out;
			const ms = performance.now() - askedAt;
			const { proposal, standing } = held;
			const { geometry, accuracyM } = parcel;
			const answer = { geometry, accuracyM, proposal, standing, said: reply.said, ms };
			this.answers = new Map(this.answers).set(parcel.key, answer);
			this.ms = ms;
			this.count++;
		}
		this.#next();
	}
}

function covers(held: (Asking & { box: Box }) | null, { district, proposal, stamp }: Asking, box: Box): boolean {
	if (held === null || held.district !== district || held.proposal !== proposal || held.stamp !== stamp) return false;
	return held.box[0] <= box[0] && held.box[1] <= box[1] && held.box[2] >= box[2] && held.box[3] >= box[3];
}

function widened([west, south, east, north]: Box): Box {
	const more = Math.max(LEAST_DEGREES, BEYOND * Math.max(east - west, north - south));
	return [west - more, south - more, east + more, north + more];
}
