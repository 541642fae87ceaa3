import { createContext } from 'svelte';
import { heldAfter, isOpen, urgentFirst } from './alerts.ts';
import type { AlertItem, AlertPage, Figure, Wall } from './api.ts';
import { askAnew } from './ask-anew.ts';
import { freshnessOf, NOTHING_HEARD, type Heard } from './freshness.ts';
import { History } from './history.svelte.ts';
import { forgetKept, keep, readKept } from './kept.ts';
import { layOut } from './layout.ts';
import type { WallEvent } from './line.ts';
import type { Focus } from './map-props.ts';
import type { Settings, Theme } from './settings.ts';
import { Touring } from './touring.svelte.ts';
import type { Status } from '$lib/api.ts';
import { addressOf, ask, Failure, send } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';

/** A number that was opened: its list and its formula are shown. */
export interface Opened {
	title: string;
	figure: Figure;
	/** As the wall shows it, with its unit. */
	text: string;
}

/** What failed by itself is asked again after so long. */
const AGAIN_MS = 4000;
/** Everything is asked for so often though nothing was heard: the server itself may have missed a notice of its database. */
const ANYWAY_MS = 60_000;
/** A new alert stays large so long, unless somebody acts on it before. */
export const ARRIVAL_MS = 30_000;
const ARRIVALS_AT_MOST = 20;

/** All that the parts of the wall share: what is shown, how fresh it is, and what somebody opened. */
export class WallState {
	readonly settings: Settings;
	/** Words of the address that mean nothing. */
	readonly unknown: readonly string[];
	data = $state.raw<Wall | null>(null);
	alerts = $state.raw<readonly AlertItem[]>([]);
	basemap = $state.raw<Status['basemap']>(null);
	failure = $state.raw<Failure | null>(null);
	/** What is shown was kept in this browser: the server's time at which it was so. */
	keptAt = $state<string | null>(null);
	heard = $state.raw<Heard>(NOTHING_HEARD);
	/** The wall's own clock, milliseconds; it ticks twice a second. */
	clock = $state(Date.now());
	size = $state.raw({ width: 1920, height: 1080 });
	theme = $state<Theme>('risk');
	opened = $state.raw<Opened | null>(null);
	focus = $state.raw<Focus | null>(null);
	/** Alerts that came while the wall hung, newest first; the first of them stands large on the map. */
	arrivals = $state.raw<readonly { alert: AlertItem; until: number }[]>([]);
	/** Somebody let everything stand still. */
	held = $state(false);
	isBlack = $state(false);
	helpOpen = $state(false);
	sound = $state(false);
	reducedMotion = $state(false);
	/** The map shows its first picture; what is heavy and says no number waits for it. */
	isMapShown = $state(false);
	tour: Touring;
	history: History;

	layout = $derived.by(() => layOut(this.size.width, this.size.height, this.settings.panels));
	freshness = $derived.by(() => freshnessOf(this.heard, this.clock));
	district = $derived(this.data?.district ?? null);
	/** Changes with what is stored: what is shown must then be asked for again. */
	stamp = $derived.by(() => {
		const { district, run } = this.data ?? { district: null, run: null };
		return `${district?.code ?? ''} ${district?.version ?? 0} ${run?.id ?? 0} ${run?.amendments ?? 0}`;
	});
	openAlerts = $derived(urgentFirst(this.alerts));
	waitingAlerts = $derived(this.alerts.filter(({ acknowledged }) => acknowledged === null).length);
	/** Whoever looks does not see the whole district. */
	isRefused = $derived(this.failure?.status === 403);

	/** Called when an alert came, so that it can be heard. */
	onalarm: (alert: AlertItem) => void = () => {};

	constructor(settings: Settings, unknown: readonly string[], data: Wall | null, status: Status | null) {
		this.settings = settings;
		this.unknown = unknown;
		this.data = data;
		this.basemap = status?.basemap ?? null;
		this.theme = settings.theme;
		this.sound = settings.sound;
		this.tour = new Touring(this);
		this.history = new History(this);
	}

	get districtCode(): string | null {
		return this.data?.district.code ?? this.settings.district;
	}

	/** The name of a subdistrict by its id; the id where it is none of those that are ranked. */
	nameOfSubdistrict(id: string | null): string | null {
		return this.data?.subdistricts.find((one) => one.id === id)?.name ?? id;
	}

	#askedAt = Date.now();
	/** Time passed: the tour, the history and the alerts that stand large move on. */
	tick(now: number): void {
		this.clock = now;
		if (now - this.#askedAt >= ANYWAY_MS) this.refreshAll();
		this.tour.tick(now);
		this.history.tick(now);
		if (this.arrivals.some(({ until }) => until <= now)) {
			this.arrivals = this.arrivals.filter(({ until }) => until > now);
		}
	}

	/** Somebody touched the wall. */
	touch(): void {
		this.tour.touch();
		this.history.touch();
	}

	/** What was kept is shown until the server answers; a page that was kept itself may be older than that. */
	showKept(): void {
		const kept = readKept(this.settings.district);
		if (kept === null || (this.data !== null && this.data.readAt >= kept.at)) return;
		this.data = kept.data;
		this.alerts = kept.alerts;
		this.keptAt = kept.at;
		this.tour.renew();
	}

	sign(serverTime: string | null): void {
		this.heard = { ...this.heard, sign: Date.now(), serverTime: serverTime ?? this.heard.serverTime, cut: null };
	}

	cut(): void {
		if (this.heard.cut === null) this.heard = { ...this.heard, cut: Date.now() };
	}

	#changes = 0;
	/** Something changed: what is shown is old until it was asked for again. */
	#changed(): void {
		this.#changes++;
		this.heard = { ...this.heard, changed: this.heard.changed ?? Date.now() };
		void this.refresh();
	}

	heed(event: WallEvent): void {
		const district = event.type === 'progress' ? event.progress.district : event.district;
		if (this.districtCode !== null && district !== this.districtCode) return;
		if (event.type === 'alert') this.#heedAlert(event.what, event.alert);
		else if (event.type !== 'progress' && event.type !== 'run-failed') this.#changed();
	}

	#heedAlert(what: string, alert: AlertItem): void {
		this.alerts = heldAfter(this.alerts, alert);
		if (what === 'raised' || what === 'escalated') this.#arrive([alert]);
		else if (!isOpen(alert) || alert.acknowledged !== null) this.dismiss(alert.id);
	}

	#arrive(alerts: readonly AlertItem[]): void {
		const until = Date.now() + ARRIVAL_MS;
		const ids = new Set(alerts.map(({ id }) => id));
		const before = this.arrivals.filter(({ alert }) => !ids.has(alert.id));
		this.arrivals = [...alerts.map((alert) => ({ alert, until })), ...before].slice(0, ARRIVALS_AT_MOST);
		this.onalarm(alerts[0]);
		this.tour.visitAlert(alerts[0], ARRIVAL_MS);
	}

	/** An alert does not stand large any more. */
	dismiss(id: number): void {
		if (this.arrivals.some(({ alert }) => alert.id === id)) {
			this.arrivals = this.arrivals.filter(({ alert }) => alert.id !== id);
		}
	}

	/** Asks for everything: at the start, and whenever the line stands again. */
	refreshAll(): void {
		void this.refresh();
		void this.refreshAlerts();
		void this.history.refresh();
	}

	refresh = askAnew(() => this.#ask());
	refreshAlerts = askAnew(() => this.#askAlerts());

	async #ask(): Promise<void> {
		this.#askedAt = Date.now();
		const asked = this.#changes;
		try {
			this.data = await ask<Wall>(addressOf('screen', { district: this.settings.district }));
			this.failure = null;
			this.keptAt = null;
			this.heard = { ...this.heard, changed: asked === this.#changes ? null : Date.now() };
			this.tour.renew();
			this.#keep();
		} catch (error) {
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
			this.heard = { ...this.heard, changed: this.heard.changed ?? Date.now() };
			if (this.isRefused || this.failure.status === 401) forgetKept();
			if (this.isRefused) this.data = null;
			else this.#again(() => void this.refresh());
		}
	}

	/** Null: alerts were never asked for, so that those which are there are no news. */
	#known: Set<number> | null = null;
	async #askAlerts(): Promise<void> {
		try {
			const address = addressOf('alerts', { district: this.districtCode, state: 'open', limit: 100 });
			const { items } = await ask<AlertPage>(address);
			this.alerts = items;
			const news = items.filter(({ id, acknowledged }) => !this.#known?.has(id) && acknowledged === null);
			if (this.#known !== null && news.length > 0) this.#arrive(news);
			this.#known = new Set(items.map(({ id }) => id));
			this.#keep();
		} catch (error) {
			if (error instanceof Failure && error.status !== null && error.status < 500) return;
			this.#again(() => void this.refreshAlerts());
		}
	}

	#later = new Set<ReturnType<typeof setTimeout>>();
	#again(ask: () => void): void {
		const timer = setTimeout(() => {
			this.#later.delete(timer);
			ask();
		}, AGAIN_MS);
		this.#later.add(timer);
	}

	#keep(): void {
		if (this.data !== null) keep({ data: this.data, alerts: [...this.alerts], at: this.data.readAt });
	}

	#told = new Set<number>();
	/** Tells the server which alerts were shown on this wall; each once. */
	async tellSeen(): Promise<void> {
		const ids = this.alerts.filter(({ id, seen }) => seen === null && !this.#told.has(id)).map(({ id }) => id);
		if (ids.length === 0 || this.districtCode === null) return;
		for (const id of ids) this.#told.add(id);
		try {
			await send('POST', addressOf('alerts/seen'), { district: this.districtCode, ids: ids.slice(0, 100) });
		} catch {
			// It is told with the next ones.
			for (const id of ids) this.#told.delete(id);
		}
		// Those that are gone need not be remembered.
		const held = new Set(this.alerts.map(({ id }) => id));
		for (const id of this.#told) if (!held.has(id)) this.#told.delete(id);
	}

	/** Somebody has taken an alert over. Throws a Failure. */
	async acknowledge(id: number, note: string): Promise<void> {
		const body = { district: this.districtCode, ...(note.trim() === '' ? {} : { note: note.trim() }) };
		await send('POST', addressOf(`alerts/${id}/acknowledge`), body);
		this.dismiss(id);
		await this.refreshAlerts();
	}

	open(title: string, figure: Figure, text: string): void {
		this.touch();
		this.opened = { title, figure, text };
	}

	/** Closes what lies over the wall, one thing at a time. */
	closeTopmost(): void {
		if (this.arrivals.length > 0) this.arrivals = this.arrivals.slice(1);
		else if (this.history.isOpen) this.history.close();
		else if (this.tour.chosen !== null) this.tour.chosen = null;
	}

	/** Ends what runs by itself. */
	stop(): void {
		for (const timer of this.#later) clearTimeout(timer);
		this.#later.clear();
		this.tour.stop();
	}
}

export const [getWall, setWall] = createContext<WallState>();
