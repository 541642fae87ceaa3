import type { AuditItem } from '$lib/access/api.ts';
import { m } from '$lib/paraglide/messages.js';

/** What was done, in words; an action without words is shown as it is written. */
const ACTION_WORDS: Record<string, () => string> = {
	'sign-in': m.aud_sign_in,
	'sign-in.lock': m.aud_sign_in_lock,
	'sign-out': m.aud_sign_out,
	'wall.open': m.aud_wall_open,
	'setup.link': m.aud_setup_link,
	'setup.use': m.aud_setup_use,
	'person.make': m.aud_person_make,
	'person.rename': m.aud_person_rename,
	'person.disable': m.aud_person_disable,
	'person.enable': m.aud_person_enable,
	'person.grant': m.aud_person_grant,
	'person.unlock': m.aud_person_unlock,
	'password.change': m.aud_password_change,
	'password.reset': m.aud_password_reset,
	'second-factor.on': m.aud_factor_on,
	'second-factor.off': m.aud_factor_off,
	'second-factor.take': m.aud_factor_take,
	'session.revoke': m.aud_session_revoke,
	'pass.make': m.aud_pass_make,
	'pass.revoke': m.aud_pass_revoke,
	'audit.export': m.aud_audit_export,
	'batch.import': m.aud_batch_import,
	'batch.undo': m.aud_batch_undo,
	'feature.read': m.aud_feature_read,
	'feature.change': m.aud_feature_change,
	'feature.amend': m.aud_feature_amend,
	'danger.record': m.aud_danger_record,
	'danger.change': m.aud_danger_change,
	'danger.escalate': m.aud_danger_escalate,
	'danger.declare': m.aud_danger_declare,
	'danger.recognise': m.aud_danger_recognise,
	'danger.refuse': m.aud_danger_refuse,
	'danger.list': m.aud_danger_list,
	'danger.rectify': m.aud_danger_rectify,
	'danger.ask_acceptance': m.aud_danger_ask_acceptance,
	'danger.entrust': m.aud_danger_entrust,
	'danger.fail_acceptance': m.aud_danger_fail_acceptance,
	'danger.delist': m.aud_danger_delist,
	'danger.order': m.aud_danger_order,
	'danger.mend_on_spot': m.aud_danger_mend_on_spot,
	'danger.report_mended': m.aud_danger_report_mended,
	'danger.verify': m.aud_danger_verify,
	'danger.send_back': m.aud_danger_send_back,
	'danger.close': m.aud_danger_close,
	'danger.enforce': m.aud_danger_enforce,
	'danger.extend': m.aud_danger_extend,
	'round.plan': m.aud_round_plan,
	'round.export': m.aud_round_export,
	'visit.record': m.aud_visit_record,
	'visit.hand_in': m.aud_visit_hand_in,
	'photo.keep': m.aud_photo_keep,
	'list.read': m.aud_list_read,
	'list.export': m.aud_list_export,
	'override.set': m.aud_override_set,
	'override.withdraw': m.aud_override_withdraw,
	'alert.see': m.aud_alert_see,
	'alert.acknowledge': m.aud_alert_acknowledge,
	'alert.escalate': m.aud_alert_escalate,
	'alert.redden': m.aud_alert_redden,
	'monitoring.alarm': m.aud_monitoring_alarm,
	'rules.make': m.aud_rules_make,
	'rules.use': m.aud_rules_use,
	'draw.make': m.aud_draw_make,
	'draw.publish': m.aud_draw_publish,
	'recusal.declare': m.aud_recusal_declare,
	'recusal.withdraw': m.aud_recusal_withdraw,
	'duty.bearer': m.aud_duty_bearer,
	'duty.record': m.aud_duty_record,
	'duty.withdraw': m.aud_duty_withdraw,
	'run.compute': m.aud_run_compute,
	'run.verify': m.aud_run_verify
};

export function actionWords(action: string): string {
	return Object.hasOwn(ACTION_WORDS, action) ? ACTION_WORDS[action]() : action;
}

const RESULT_WORDS: Record<AuditItem['result'], () => string> = {
	done: m.aud_done,
	refused: m.aud_refused,
	failed: m.aud_failed
};
export const RESULTS = Object.keys(RESULT_WORDS) as AuditItem['result'][];

export function resultWords(result: AuditItem['result']): string {
	return RESULT_WORDS[result]();
}
