'use strict';
// internal/util/parse_args: util.parseArgs. https://nodejs.org/docs/latest-v20.x/api/util.html#utilparseargsconfig

const { codes } = require('internal/errors');
const { validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray, validateUnion } = require('internal/validators');

function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isOptionLike(value) {
  return value != null && value.length > 1 && value[0] === '-';
}

function longNameOf(short, options) {
  for (const [name, config] of Object.entries(options)) if (own(config, 'short') === short) return name;
  return short;
}

/** Splits the arguments into tokens: options, positionals and the terminator. */
function tokenize(args, options) {
  const tokens = [];
  const typeOf = (name) => own(own(options, name) ?? {}, 'type');
  const rest = [...args];
  let index = -1;
  while (rest.length > 0) {
    const arg = rest.shift();
    const next = rest[0];
    index++;
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    if (arg.length === 2 && arg[0] === '-' && arg[1] !== '-') {
      const name = longNameOf(arg[1], options);
      let value;
      let inlineValue;
      if (typeOf(name) === 'string' && next != null) {
        value = rest.shift();
        inlineValue = false;
      }
      tokens.push({ kind: 'option', name, rawName: arg, index, value, inlineValue });
      if (value != null) index++;
    } else if (arg.length > 2 && arg[0] === '-' && arg[1] !== '-') {
      if (typeOf(longNameOf(arg[1], options)) === 'string') {
        const name = longNameOf(arg[1], options);
        tokens.push({ kind: 'option', name, rawName: `-${arg[1]}`, index, value: arg.slice(2), inlineValue: true });
        continue;
      }
      index = readGroup(arg, rest, tokens, options, typeOf, index);
    } else if (arg.startsWith('--')) {
      const equals = arg.indexOf('=', 3);
      if (equals === -1) {
        const name = arg.slice(2);
        let value;
        let inlineValue;
        if (typeOf(name) === 'string' && next != null) {
          value = rest.shift();
          inlineValue = false;
        }
        tokens.push({ kind: 'option', name, rawName: arg, index, value, inlineValue });
        if (value != null) index++;
      } else {
        const name = arg.slice(2, equals);
        tokens.push({ kind: 'option', name, rawName: `--${name}`, index, value: arg.slice(equals + 1), inlineValue: true });
      }
    } else {
      tokens.push({ kind: 'positional', index, value: arg });
    }
  }
  return tokens;
}

/** `-abc`: flags up to the first option that takes a value; answers the index of the last argument used. */
function readGroup(arg, rest, tokens, options, typeOf, index) {
  for (let i = 1; i < arg.length; i++) {
    const name = longNameOf(arg[i], options);
    const rawName = `-${arg[i]}`;
    if (typeOf(name) !== 'string') {
      tokens.push({ kind: 'option', name, rawName, index, value: undefined, inlineValue: undefined });
    } else if (i < arg.length - 1) {
      tokens.push({ kind: 'option', name, rawName, index, value: arg.slice(i + 1), inlineValue: true });
      break;
    } else {
      const value = rest.length > 0 ? rest.shift() : undefined;
      tokens.push({ kind: 'option', name, rawName, index, value, inlineValue: value === undefined ? undefined : false });
      if (value !== undefined) index++;
    }
  }
  return index;
}

function checkOption(config, token) {
  const { options, strict, allowPositionals, allowNegative } = config;
  if (!strict) return;
  if (allowNegative && token.name.startsWith('no-') && !Object.hasOwn(options, token.name)) return;
  if (!Object.hasOwn(options, token.name)) throw new codes.ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
  const short = own(options[token.name], 'short');
  const shown = `${short ? `-${short}, ` : ''}--${token.name}`;
  const type = own(options[token.name], 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
  if (token.inlineValue === false && isOptionLike(token.value)) {
    const example = token.rawName.startsWith('--') ? `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${token.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${token.rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`);
  }
}

function validateConfig(config, args) {
  const { options, strict, allowPositionals, tokens } = config;
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(tokens, 'tokens');
  validateObject(options, 'options');
  for (const [name, option] of Object.entries(options)) {
    validateObject(option, `options.${name}`);
    validateUnion(own(option, 'type'), `options.${name}.type`, ['string', 'boolean']);
    if (Object.hasOwn(option, 'short')) {
      validateString(option.short, `options.${name}.short`);
      if (option.short.length !== 1) {
        throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}.short`, option.short, 'must be a single character');
      }
    }
    const multiple = own(option, 'multiple');
    if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `options.${name}.multiple`);
    const def = own(option, 'default');
    if (def !== undefined) {
      const list = multiple === true;
      if (option.type === 'string') (list ? validateStringArray : validateString)(def, `options.${name}.default`);
      else (list ? validateBooleanArray : validateBoolean)(def, `options.${name}.default`);
    }
  }
}

/** util.parseArgs([config]) */
function parseArgs(config = {}) {
  const args = own(config, 'args') ?? process.argv.slice(process._eval !== undefined ? 1 : 2);
  const strict = own(config, 'strict') ?? true;
  const settings = {
    strict,
    allowPositionals: own(config, 'allowPositionals') ?? !strict,
    allowNegative: own(config, 'allowNegative') ?? false,
    tokens: own(config, 'tokens') ?? false,
    options: own(config, 'options') ?? { __proto__: null },
  };
  validateConfig(settings, args);
  const { options } = settings;
  const tokens = tokenize(args, options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (settings.tokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      checkOption(settings, token);
      storeOption(settings, result.values, token);
    } else if (token.kind === 'positional') {
      if (!settings.allowPositionals) throw new codes.ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals.push(token.value);
    }
  }
  for (const [name, option] of Object.entries(options)) {
    const def = own(option, 'default');
    if (def !== undefined && !Object.hasOwn(result.values, name)) result.values[name] = def;
  }
  return result;
}

function storeOption(settings, values, token) {
  let { name } = token;
  let value = token.value ?? true;
  if (name === '__proto__') return;
  if (settings.allowNegative && token.value === undefined && name.startsWith('no-') && !Object.hasOwn(settings.options, name)) {
    name = name.slice(3);
    value = false;
  }
  const option = own(settings.options, name);
  if (option !== undefined && own(option, 'multiple') === true) {
    values[name] ??= [];
    values[name].push(value);
  } else {
    values[name] = value;
  }
}

module.exports = { parseArgs };
