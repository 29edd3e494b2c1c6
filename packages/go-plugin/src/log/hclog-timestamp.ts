const layout = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})\d{3}(Z|[+-]\d\d:\d\d)$/;

/**
 * Checks an hclog `@timestamp` (`2006-01-02T15:04:05.000000Z07:00`) and shortens it to the form that go-plugin's host
 * uses (`2006-01-02T15:04:05.000Z0700`), in its own zone.
 * @returns undefined where Go's time.Parse returns an error
 */
export function shortenHclogTimestamp(text: string): string | undefined {
  const match = layout.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, millis, zone = ''] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  if (Number(day) < 1 || Number(day) > daysInMonth(Number(year), Number(month))) return undefined;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${zone.replace(':', '')}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
