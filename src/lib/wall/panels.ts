import type { Component } from 'svelte';
import AlertsPanel from './alerts-panel.svelte';
import AreasPanel from './areas-panel.svelte';
import DangersPanel from './dangers-panel.svelte';
import FieldsPanel from './fields-panel.svelte';
import HcaPanel from './hca-panel.svelte';
import LevelsPanel from './levels-panel.svelte';
import SourcesPanel from './sources-panel.svelte';
import SubdistrictsPanel from './subdistricts-panel.svelte';
import ViolationsPanel from './violations-panel.svelte';
import WorstPanel from './worst-panel.svelte';
import type { Wall } from './api.ts';
import type { PanelId } from './layout.ts';
import { m } from '$lib/paraglide/messages.js';

/** What each panel is called, and what draws it. */
export const PANELS: Readonly<Record<PanelId, { title: () => string; part: Component<{ data: Wall }> }>> = {
	levels: { title: m.screen_panel_levels, part: LevelsPanel },
	areas: { title: m.screen_panel_areas, part: AreasPanel },
	subdistricts: { title: m.screen_panel_subdistricts, part: SubdistrictsPanel },
	sources: { title: m.screen_panel_sources, part: SourcesPanel },
	violations: { title: m.screen_panel_violations, part: ViolationsPanel },
	alerts: { title: m.screen_panel_alerts, part: AlertsPanel },
	worst: { title: m.screen_panel_worst, part: WorstPanel },
	dangers: { title: m.screen_panel_dangers, part: DangersPanel },
	fields: { title: m.screen_panel_fields, part: FieldsPanel },
	hca: { title: m.screen_panel_hca, part: HcaPanel }
};
