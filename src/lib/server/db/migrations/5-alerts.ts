import type { Migration } from '../migrations.ts';

export const ALERTS: Migration = {
	id: 5,
	title: 'alerts, readings of monitoring systems',
	statements: [
		`create table alert (
			district text not null references district (code),
			id bigint generated always as identity,
			kind text not null check (kind in ('level', 'violation', 'danger', 'alarm', 'many')),
			level text not null check (level in ('red', 'orange')),
			-- what it is about: of one subject there is one alert that lasts
			subject text collate "C" not null,
			-- the feature, as it was called then; of a violation also the other one
			feature text collate "C",
			layer text,
			name text,
			subdistrict text collate "C",
			lng double precision,
			lat double precision,
			target text collate "C",
			target_layer text,
			target_name text,
			target_lng double precision,
			target_lat double precision,
			rule text,
			clause text,
			-- what its words are made of, by kind
			facts jsonb not null,
			-- the run that raised it
			run bigint,
			-- the alert in which it was gathered with many others; it is not shown by itself then
			gathered_in bigint,
			raised_at timestamptz not null,
			seen_at timestamptz,
			seen_on text,
			acknowledged_at timestamptz,
			acknowledged_by text,
			note text,
			-- [{ minutes, to }], as the rule set had them when it was raised, and how far it has come
			steps jsonb not null default '[]',
			step integer not null default 0,
			-- when it goes to the next one, and when its warning turns red, unless somebody acknowledges it before
			next_at timestamptz,
			red_at timestamptz,
			ended_at timestamptz,
			primary key (district, id)
		)`,
		`create unique index alert_lasts on alert (district, subject) where ended_at is null`,
		`create index alert_next on alert (next_at) where next_at is not null`,
		`create index alert_red on alert (red_at) where red_at is not null`,
		`create index alert_gathered on alert (district, gathered_in) where gathered_in is not null`,
		`create index alert_shown on alert (district, id) where gathered_in is null`,
		// What monitoring systems posted: one row a message, which a pass numbers itself.
		`create table reading (
			district text not null references district (code),
			pass text not null,
			message text not null,
			feature text collate "C" not null,
			tag text not null,
			kind text not null check (kind in ('reading', 'alarm')),
			state text not null check (state in ('normal', 'high', 'high_high', 'low', 'low_low', 'fault')),
			value double precision,
			unit text,
			at timestamptz not null,
			received_at timestamptz not null default now(),
			primary key (district, pass, message)
		)`,
		`create index reading_of_tag on reading (district, feature, tag, at)`,
		`create index reading_received on reading (district, received_at)`,
		// The newest state of each tag.
		`create table monitored_tag (
			district text not null references district (code),
			feature text collate "C" not null,
			tag text not null,
			kind text not null,
			state text not null,
			value double precision,
			unit text,
			at timestamptz not null,
			received_at timestamptz not null,
			-- since when it has been in this state
			since timestamptz not null,
			primary key (district, feature, tag)
		)`,
		`create index monitored_tag_alarming on monitored_tag (district, feature) where state <> 'normal'`
	]
};
