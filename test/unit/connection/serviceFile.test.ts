import { expect, it } from 'vitest';
import { findService } from '../../../src/core/connection/serviceFile';

const file = `# comment
host=before

  [écoles]
host=h1
  port=5433
dbname=a = b
# user=commented
host=h2
nonsense=1
[other]
user=o
[écoles]
user=second
[empty]`;

it('reads one section, the first of its name, the first value of each parameter', () => {
  expect(findService(file, 'écoles')).toEqual({ host: 'h1', port: '5433', dbname: 'a = b' });
});

it('reads Windows line ends', () => {
  expect(findService('[s]\r\nhost=h\r\nuser=u\r\n', 's')).toEqual({ host: 'h', user: 'u' });
});

it('tells an empty section from a missing one', () => {
  expect(findService(file, 'empty')).toEqual({});
  expect(findService(file, 'missing')).toBeUndefined();
  expect(findService(file, 'ÉCOLES')).toBeUndefined();
  expect(findService('', 's')).toBeUndefined();
});

it('takes no name for a parameter that every object has', () => {
  expect(findService('[s]\n__proto__=x\nconstructor=y\n=z\nhost\n', 's')).toEqual({});
});
