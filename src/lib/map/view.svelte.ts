import type { MultiPolygon, Polygon } from 'geojson';
import { createContext } from 'svelte';
import { addressOf, Answer, ask, Failure, send } from './answer.svelte.ts';
import type { Address, Camera, Selection, Switch, Tab } from './address.ts';
import { amended, stampOf } from './stamp.ts';
import type {
	DistrictInfo,
	FeatureDetail,
	FeaturePage,
	FindingDrawing,
	FindingItem,
	FindingPage,
	RunProgress,
	Status,
	Units,
	Why
} from '$lib/api.ts';
import { m } from '$lib/paraglide/messages.js';
import type { State } from '$lib/risk/finding.ts';
import type { LayerId } from '$lib/risk/layer.ts';
import type { LevelKey } from '$lib/ui/levels.ts';

export type Box = [west: number, south: number, east: number, north: number];

/** So many violations are drawn; the list has them all. */
const DRAWN_AT_MOST = 5000;

/** Where the map should go next. */
export type Aim = { kind: 'point'; lng: number; lat: number; zoom: number } | { kind: 'box'; box: Box };

/** All that the parts of the page share: what is shown, what is chosen, and what the server answered. */
export class View {
	status = $state.raw<Status | null>(null);
	failure = $state.raw<Failure | null>(null);
	camera = $state.raw<Camera | null>(null);
	/** What the map shows and no panel covers. */
	extent = $state.raw<Box | null>(null);
	aim = $state.raw<Aim | null>(null);
	hidden = $state.raw<ReadonlySet<Switch>>(new Set());
	tab = $state<Tab>('units');
	level = $state<LevelKey | null>(null);
	layer = $state<LayerId | null>(null);
	state = $state<State>('broken');
	search = $state('');
	follow = $state(true);
	selection = $state.raw<Selection | null>(null);
	/** What was chosen before, for as long as one answer led to the next. */
	trail = $state.raw<readonly Selection[]>([]);
	/** The high consequence area that is looked at. */
	segment = $state.raw<{ pipeline: string; id: number } | null>(null);
	/** Around a hazard source: how far people are counted, and who was. */
	exposed = $state.raw<{ strip: Polygon | MultiPolygon | null; features: readonly string[] } | null>(null);
	/** The feature under the pointer or the focus, in the list or on the map. */
	hovered = $state.raw<string | null>(null);
	hoveredAt = $state.raw<[number, number] | null>(null);
	/** Where lies what a page with its own list chose; the map asks nothing about it. */
	chosenAt = $state.raw<[number, number] | null>(null);

	units = new Answer<Units>();
	areas = new Answer<FeaturePage>();
	detail = new Answer<FeatureDetail>();
	why = new Answer<Why>();
	violations = new Answer<FindingPage>();
	/** Strip and overlap of the finding that is looked at. */
	drawing = new Answer<FindingDrawing>();

	progress = $state.raw<RunProgress | null>(null);
	runFailure = $state.raw<string | null>(null);
	/** Did the line to the server break? */
	lost = $state(false);
	/** How far the server's clock is ahead of this one. */
	aheadSeconds = $state(0);
	/** Did the base map fail to load? */
	tilesFailed = $state(false);

	district = $derived.by<DistrictInfo | null>(() => {
		const { status } = this;
		return status?.districts.find(({ code }) => code === status.current) ?? null;
	});
	run = $derived(this.status?.run ?? null);
	/** Areas below the district, each with a place for its name. */
	namedAreas = $derived((this.areas.value?.items ?? []).filter(({ name }) => name !== this.district?.name));
	/** Changes with what is stored: what is shown must then be asked for again. */
	stamp = $derived(stampOf(this.district, this.run));
	/** Was another rule set switched on after the run? */
	outdated = $derived(
		this.run !== null && this.district !== null && this.run.rulesVersion !== this.district.rulesVersion
	);
	stale = $derived(this.run !== null && this.district !== null && this.run.districtVersion !== this.district.version);

	constructor(address: Address, status: Status | null, failure: Failure | null) {
		this.camera = address.camera;
		this.hidden = new Set(address.hidden);
		this.tab = address.tab;
		this.level = address.level;
		this.layer = address.layer;
		this.state = address.state;
		this.search = address.search;
		this.follow = address.follow;
		this.selection = address.selection;
		this.status = status;
		this.progress = status?.running ?? null;
		this.failure = failure;
	}

	get address(): Address {
		return {
			district: this.district?.code ?? null,
			camera: this.camera,
			hidden: [...this.hidden],
			tab: this.tab,
			level: this.level,
			layer: this.layer,
			state: this.state,
			search: this.search,
			follow: this.follow,
			selection: this.selection
		};
	}

	shows(part: Switch): boolean {
		return !this.hidden.has(part);
	}

	toggle(part: Switch): void {
		const hidden = new Set(this.hidden);
		if (!hidden.delete(part)) hidden.add(part);
		this.hidden = hidden;
	}

	selectFeature(id: string, finding: number | null = null): void {
		this.selection = { kind: 'feature', id, finding };
		this.segment = null;
		this.trail = [];
	}

	/** Chooses a finding by its source; by its target where the source is not seen. */
	selectFinding({ id, source, target }: FindingItem): void {
		const end = source.id ?? target?.id ?? null;
		if (end !== null) this.selectFeature(end, id);
	}

	selectPlace(lng: number, lat: number): void {
		this.selection = { kind: 'place', lng, lat };
		this.trail = [];
	}

	/** Chooses what an answer speaks of; `back` leads back to that answer. */
	stepTo(id: string, finding: number | null = null): void {
		const { selection, trail } = this;
		this.selectFeature(id, finding);
		if (selection !== null) this.trail = [...trail, selection];
	}

	stepToPlace(lng: number, lat: number): void {
		const { selection, trail } = this;
		this.selectPlace(lng, lat);
		if (selection !== null) this.trail = [...trail, selection];
	}

	back(): void {
		this.selection = this.trail.at(-1) ?? null;
		this.trail = this.trail.slice(0, -1);
	}

	/** Asks the server again how things stand: after a run, an import, or a lost line. */
	async refresh(district: string | null = this.district?.code ?? null): Promise<void> {
		try {
			this.status = await ask<Status>(addressOf('status', { district }));
			this.progress = this.status.running;
			this.failure = null;
		} catch (error) {
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		}
	}

	/** Takes over that the newest run was amended, before the status says so. */
	amend(run: number, version: number): void {
		this.status = amended(this.status, run, version);
		// What is read goes before what is drawn: the embedded database answers one question after the other.
		this.inquire();
	}

	/** Chooses a feature and moves the map so that it is seen whole; from an answer, `back` leads back to it. */
	async approach(id: string, fromAnswer = false): Promise<void> {
		if (fromAnswer) this.stepTo(id);
		else this.selectFeature(id);
		this.inquire();
		await this.#detailAsked;
		if (this.detail.value?.id === id) this.aim = { kind: 'box', box: this.detail.value.bbox };
	}

	#inquired: { selection: Selection | null; stamp: string } | null = null;
	#detailAsked: Promise<void> = Promise.resolve();

	/** Asks about what is chosen; once for each choice and each state of the data. */
	inquire(): void {
		const { selection } = this;
		const district = this.district?.code;
		const before = this.#inquired;
		const now = { selection, stamp: this.stamp };
		if (before?.selection === selection && before.stamp === now.stamp) return;
		this.#inquired = now;
		// A change of the data numbers the findings anew: what one of them looked like is not asked again.
		if (before?.selection === selection) this.drawing.clear();
		else this.#inquireDrawing(district ?? null);
		if (selection?.kind === 'feature' && district) {
			this.why.clear();
			if (before?.stamp === now.stamp && this.detail.value?.id === selection.id) return;
			const isOther = this.detail.value?.id !== selection.id;
			const address = addressOf(`features/${encodeURIComponent(selection.id)}`, { district });
			this.#detailAsked = this.detail.ask(address, isOther);
		} else if (selection?.kind === 'place' && district) {
			this.detail.clear();
			void this.why.ask(
				addressOf('why', { district, lng: selection.lng, lat: selection.lat }),
				before?.selection !== selection
			);
		} else {
			this.detail.clear();
			this.why.clear();
		}
	}

	#inquireDrawing(district: string | null): void {
		const finding = this.selection?.kind === 'feature' ? this.selection.finding : null;
		if (finding === null || district === null) this.drawing.clear();
		else void this.drawing.ask(addressOf(`findings/${finding}`, { district }), true);
	}

	/** The same question once more, after it failed. */
	inquireAgain(): void {
		this.#inquired = null;
		this.detail.clear();
		this.inquire();
	}

	/** Asks about the chosen feature once more and keeps what is shown until the answer is there. */
	async askDetail(): Promise<void> {
		const id = this.detail.value?.id;
		const district = this.district?.code;
		if (id && district) await this.detail.ask(addressOf(`features/${encodeURIComponent(id)}`, { district }));
	}

	/** Asks for what is drawn besides tiles and zones: the units, the violations of the newest run, the names of areas. */
	fetchDrawn(): void {
		const district = this.district?.code;
		if (!district) return;
		void this.units.ask(addressOf('units', { district }));
		void this.areas.ask(addressOf('features', { district, layer: 'area', limit: 500 }));
		void this.violations.ask(addressOf('findings', { district, state: 'broken', limit: DRAWN_AT_MOST }));
	}

	async startRun(method: 'rings' | 'field'): Promise<void> {
		const district = this.district?.code;
		if (!district) return;
		this.runFailure = null;
		try {
			await send('POST', addressOf('runs'), { district, method });
		} catch (error) {
			this.runFailure = error instanceof Error ? error.message : m.error_lost();
		}
	}
}

export const [getView, setView] = createContext<View>();
