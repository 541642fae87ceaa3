import { roleOf } from '../lib/access/roles.ts';
import type { AccountAnswer } from '../lib/server/commands/account.ts';

/** Prints what became of an account: a link, the accounts there are, an account that may try again. */
export function printAccount(answer: AccountAnswer): void {
	if ('link' in answer) {
		console.log(
			`此链接仅能使用一次，${answer.hours} 小时内有效。 Good once, within ${answer.hours} h:\n${answer.link}`
		);
	} else if ('unlocked' in answer) {
		console.log(`${answer.unlocked} 可以重新登录。 ${answer.unlocked} may try again.`);
	} else if (answer.accounts.length === 0) {
		console.log('还没有账号，请运行 account setup。 There are no accounts yet: use account setup.');
	} else {
		for (const { username, name, role, disabled, lockedUntil, secondFactor } of answer.accounts) {
			const words = [
				role === null ? '无角色 no role' : `${roleOf(role).name.zh} ${roleOf(role).name.en}`,
				disabled ? '已停用 disabled' : '',
				lockedUntil === null ? '' : `锁定至 locked until ${lockedUntil}`,
				secondFactor ? '第二因素 second factor' : ''
			];
			console.log(`${username}  ${name}  ${words.filter((word) => word !== '').join(' · ')}`);
		}
	}
}
