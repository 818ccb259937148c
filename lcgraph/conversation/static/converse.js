'use strict';
// The motive conversation in a browser. The form and the words stand in the page; nothing is fetched or sent.
// `code` and `read` do what lcgraph/conversation/handover.py does, `find` what findings.py does.
const FORM = JSON.parse(document.getElementById('form').textContent);
const WORDS = JSON.parse(document.getElementById('words').textContent);
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ', LEVELS = ['organisational', 'collective'];
const SCOPES = ['room', 'study', 'public'], ALONE = ['', 'yes', 'no'], STATES = 14, TOP = 3, PRIME = 1021;
const CODES = FORM.motives.map(each => each.code);
const KEY = 'lcgraph-conversation-' + FORM.id;

// ---- What is kept on this device

const empty = () => ({person: 0, marks: {}, own: [], top: [], alone: {}, guesses: {}, held: [], scope: 'room', partner: -1});
const fresh = () => ({lang: FORM.lang, partners: FORM.partners, step: 'start', kept: [], typed: '', notes: {}, agreed: [],
  last: null, shown: null, ...empty()});
let stored = true;
let S = fresh();
try { S = {...S, ...JSON.parse(localStorage.getItem(KEY) || '{}')}; } catch { stored = false; }
function keep() { try { localStorage.setItem(KEY, JSON.stringify(S)); } catch { stored = false; } }

// ---- Codes

function number(partners) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode([...CODES, '', ...partners].join('\n')))
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return (value ^ value >>> 10 ^ value >>> 20 ^ value >>> 30) & 1023;
}
function subsets(many) {
  const found = [[]];
  for (let a = 0; a < many; a++) found.push([a]);
  for (let a = 0; a < many; a++) for (let b = a + 1; b < many; b++) found.push([a, b]);
  for (let a = 0; a < many; a++) for (let b = a + 1; b < many; b++) for (let c = b + 1; c < many; c++) found.push([a, b, c]);
  return found;
}
const CHOICES = subsets(CODES.length);
function radices(partners) {
  const many = CODES.length, fill = (size, radix) => Array(size).fill(radix);
  return [1024, 8, 4, 3, ...fill(many, STATES), ...fill(TOP, many + 1), ...fill(TOP, 3), ...fill(partners.length - 1, CHOICES.length)];
}
function size(partners) {
  const most = radices(partners).reduce((product, radix) => product * BigInt(radix), 1n) - 1n;
  return Math.ceil(most.toString(2).length / 5);
}
const check = values => values.reduce((sum, value, at) => sum + (at + 1) * value, 0) % PRIME;
function open(answer) {  // without what is held back
  const free = code => !answer.held.includes(code);
  const top = answer.top.filter(free);
  return {partner: answer.partner, person: answer.person, scope: answer.scope, guesses: answer.guesses, top,
    alone: Object.fromEntries(top.filter(code => answer.alone[code]).map(code => [code, answer.alone[code]])),
    marks: Object.fromEntries(CODES.filter(code => free(code) && answer.marks[code] && (answer.marks[code].w || answer.marks[code].b))
      .map(code => [code, answer.marks[code]]))};
}
function code(answer, partners) {
  const digits = [number(partners), answer.partner, answer.person, SCOPES.indexOf(answer.scope)];
  for (const each of CODES) {
    const mark = answer.marks[each] || {};
    digits.push(2 * (mark.w ? 1 + 2 * (mark.w - 1) + (mark.l || 0) : 0) + (mark.b ? 1 : 0));
  }
  for (let at = 0; at < TOP; at++) digits.push(CODES.indexOf(answer.top[at]) + 1);
  for (let at = 0; at < TOP; at++) digits.push(ALONE.indexOf(answer.alone[answer.top[at]] || ''));
  partners.forEach((_, other) => {
    if (other === answer.partner) return;
    const chosen = (answer.guesses[other] || []).map(each => CODES.indexOf(each)).sort((a, b) => a - b).join();
    digits.push(CHOICES.findIndex(each => each.join() === chosen));
  });
  let value = 0n;
  radices(partners).forEach((radix, at) => { value = value * BigInt(radix) + BigInt(digits[at]); });
  const values = [];
  for (let left = size(partners); left > 0; left--) { values.unshift(Number(value & 31n)); value >>= 5n; }
  const sum = check(values);
  return [...values, sum >> 5, sum & 31].map(each => ALPHABET[each]).join('').replace(/(.{4})(?=.)/g, '$1-');
}
function read(text, partners) {  // an answer, or what is wrong with the text: [key, ...values]
  const plain = text.toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0').replace(/[\s-]/g, '');
  const strange = [...plain].find(sign => !ALPHABET.includes(sign));
  if (strange) return ['bad_sign', strange];
  const whole = size(partners) + 2;
  if (plain.length !== whole) return ['bad_length', plain.length, whole];
  const values = [...plain].map(sign => ALPHABET.indexOf(sign)), body = values.slice(0, -2);
  if (values.at(-2) * 32 + values.at(-1) !== check(body)) return ['bad_check'];
  let value = body.reduce((sum, each) => sum * 32n + BigInt(each), 0n);
  const digits = [];
  for (const radix of radices(partners).reverse()) { digits.unshift(Number(value % BigInt(radix))); value /= BigInt(radix); }
  const [form, partner, person, scope] = digits;
  if (value || form !== number(partners) || partner >= partners.length) return ['bad_form'];
  const many = CODES.length, rest = digits.slice(4 + many);
  const answer = {partner, person, scope: SCOPES[scope], marks: {}, guesses: {}, alone: {},
    top: rest.slice(0, TOP).filter(each => each).map(each => CODES[each - 1])};
  digits.slice(4, 4 + many).forEach((state, at) => {
    const role = state >> 1;
    if (state) answer.marks[CODES[at]] = {w: role ? (role - 1 >> 1) + 1 : 0, l: role ? (role - 1) % 2 : 0, b: state & 1};
  });
  answer.top.forEach((each, at) => { if (rest[TOP + at]) answer.alone[each] = ALONE[rest[TOP + at]]; });
  partners.map((_, other) => other).filter(other => other !== partner).forEach((other, at) => {
    answer.guesses[other] = CHOICES[rest[2 * TOP + at]].map(each => CODES[each]);
  });
  return answer;
}

// ---- What comes of the answers

const WANTED = 2;  // from this weight on a partner wants it
function find(answers) {
  const present = [...new Set(answers.map(each => each.partner))].sort((a, b) => a - b);
  const of = partner => answers.filter(each => each.partner === partner);
  const weights = (partner, motive) => of(partner).map(each => (each.marks[motive] || {w: 0}).w);
  const weight = (partner, motive) => Math.max(...weights(partner, motive));
  const wants = (partner, motive) => weight(partner, motive) >= WANTED;
  const brings = (partner, motive) => of(partner).some(each => (each.marks[motive] || {}).b);
  const guessed = (by, about, motive) => of(by).some(each => (each.guesses[about] || []).includes(motive));
  const wanting = motive => present.filter(each => wants(each, motive));
  const found = {present, shared: CODES.filter(each => wanting(each).length === present.length), match: [], unseen: [],
    imagined: [], mixed: [], levels: [], alone: [], weight};
  found.chance = CODES.length * present.reduce((share, each) => share * CODES.filter(m => wants(each, m)).length / CODES.length, 1);
  const helps = (a, b) => CODES.some(motive => wants(a, motive) && brings(b, motive));
  for (const motive of CODES) {
    const who = wanting(motive);
    for (const a of who) for (const b of present)
      if (a !== b && brings(b, motive)) found.match.push({a, b, motive, mutual: helps(b, a)});
    if (who.length === 1 && present.some(by => of(by).some(each => Object.values(each.guesses).some(g => g.length)) && by !== who[0])
      && !present.some(by => by !== who[0] && guessed(by, who[0], motive))) found.unseen.push({a: who[0], motive});
    for (const a of present) for (const b of present)
      if (a !== b && guessed(a, b, motive) && weight(b, motive) === 0) found.imagined.push({a, b, motive});
    for (const a of present) {
      const all = weights(a, motive), low = Math.min(...all), high = Math.max(...all);
      if (high - low >= 2) found.mixed.push({a, motive, low, high});
    }
    const at = level => who.filter(a => of(a).some(each => (each.marks[motive] || {}).w >= WANTED && each.marks[motive].l === level));
    if (at(0).length && at(1).length) found.levels.push({motive, own: at(0), together: at(1)});
    for (const a of present) if (of(a).some(each => each.alone[motive] === 'yes')) found.alone.push({a, motive});
  }
  found.match.sort((x, y) => y.mutual - x.mutual);
  found.kappa = present.length < 5 ? null : kappa(CODES.map(each => wanting(each).length), present.length);
  return found;
}
function kappa(counts, raters) {  // Fleiss (1971), two categories
  const share = counts.reduce((sum, n) => sum + n, 0) / (counts.length * raters);
  const expected = share ** 2 + (1 - share) ** 2;
  const seen = counts.reduce((sum, n) => sum + (n * (n - 1) + (raters - n) * (raters - n - 1)) / (raters * (raters - 1)), 0) / counts.length;
  return expected === 1 ? null : (seen - expected) / (1 - expected);
}

// ---- A QR code: version 3, level M, letters and digits (ISO/IEC 18004)

function qr(text) {
  const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:', bits = [];
  const put = (value, width) => { for (let at = width - 1; at >= 0; at--) bits.push(value >> at & 1); };
  put(2, 4); put(text.length, 9);
  for (let at = 0; at < text.length; at += 2)
    if (at + 1 < text.length) put(signs.indexOf(text[at]) * 45 + signs.indexOf(text[at + 1]), 11);
    else put(signs.indexOf(text[at]), 6);
  put(0, Math.min(4, 352 - bits.length));
  while (bits.length % 8) bits.push(0);
  for (let pad = 0; bits.length < 352; pad ^= 1) put(pad ? 0x11 : 0xec, 8);
  const data = Array.from({length: 44}, (_, at) => parseInt(bits.slice(8 * at, 8 * at + 8).join(''), 2));
  const exp = [], log = [];
  for (let at = 0, value = 1; at < 255; at++) { exp[at] = value; log[value] = at; value = value << 1 ^ (value > 127 ? 0x11d : 0); }
  const times = (a, b) => a && b ? exp[(log[a] + log[b]) % 255] : 0;
  let maker = [1];
  for (let at = 0; at < 26; at++) maker = [...maker, 0].map((each, place) => each ^ times(maker[place - 1] || 0, exp[at]));
  const rest = [...data, ...Array(26).fill(0)];
  data.forEach((_, at) => { const lead = rest[at]; maker.forEach((each, place) => { rest[at + place] ^= times(each, lead); }); });
  const stream = [...data, ...rest.slice(44)].flatMap(each => [7, 6, 5, 4, 3, 2, 1, 0].map(at => each >> at & 1));
  const many = 29, grid = Array.from({length: many}, () => Array(many).fill(null));
  const square = (row, column, width, tone) => {
    for (let r = -width; r <= width; r++) for (let c = -width; c <= width; c++)
      if (grid[row + r] && grid[row + r][column + c] !== undefined) grid[row + r][column + c] = tone(Math.max(Math.abs(r), Math.abs(c)));
  };
  for (const [row, column] of [[3, 3], [3, 25], [25, 3]]) square(row, column, 4, far => far !== 2 && far !== 4 ? 1 : 0);
  square(22, 22, 2, far => far === 1 ? 0 : 1);
  for (let at = 8; at < 21; at++) grid[6][at] = grid[at][6] = 1 - at % 2;
  const format = [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0];  // level M, mask 0
  const around = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]];
  const beside = [...[28, 27, 26, 25, 24, 23, 22].map(row => [row, 8]), ...[21, 22, 23, 24, 25, 26, 27, 28].map(column => [8, column])];
  format.forEach((bit, at) => { for (const [row, column] of [around[at], beside[at]]) grid[row][column] = bit; });
  grid[21][8] = 1;
  let at = 0;
  for (let right = 28, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < many; step++) for (const column of [right, right - 1]) {
      const row = up ? many - 1 - step : step;
      if (grid[row][column] === null) grid[row][column] = (stream[at++] || 0) ^ ((row + column) % 2 === 0 ? 1 : 0);
    }
  }
  return grid;
}

// ---- The page

const t = (key, ...values) => WORDS[key][S.lang === 'nl' ? 0 : 1].replace(/\{(\d)\}/g, (_, at) => values[at]);
const said = pair => pair[S.lang === 'nl' ? 0 : 1] || pair[S.lang === 'nl' ? 1 : 0];
const label = each => { const motive = FORM.motives.find(one => one.code === each); return motive ? said(motive.label) : each; };
function h(name, settings, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(settings || {}))
    if (value === null) continue;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key in node && typeof value !== 'string') node[key] = value;
    else if (value !== null) node.setAttribute(key, value);
  node.append(...children.flat().filter(each => each !== null && each !== false));
  return node;
}
const button = (text, act, settings) => h('button', {type: 'button', onclick: act, ...settings}, text);
let names = 0;
function choice(kind, group, text, checked, act) {
  return h('label', null, h('input', {type: kind, name: group, checked, onchange: event => { act(event.target); keep(); }}), text);
}
function go(step) { S.step = step; keep(); render(true); }
const STEPS = ['motives', 'top', 'guesses', 'consent', 'code'];
function frame(step, ...content) {
  const at = STEPS.indexOf(step);
  return [h('h2', {tabindex: '-1'}, `${at + 1}/${STEPS.length} ${t('step_' + step)}`), ...content, h('div', {class: 'bar'},
    button(t('back'), () => go(at ? STEPS[at - 1] : 'start')),
    at < STEPS.length - 1 ? button(t('next'), () => go(STEPS[at + 1]), {class: 'go', id: 'next'}) : null)];
}
const picks = () => CODES.filter(each => (S.marks[each] || {}).w);

const SCREENS = {
  start() {
    const known = S.partners.length > 1;
    const list = h('textarea', {id: 'partners', 'aria-describedby': 'few'});
    const few = h('p', {id: 'few', role: 'status', class: 'bad'});
    const set = () => {
      const found = [...new Set(list.value.split('\n').map(each => each.trim()).filter(each => each))];
      if (found.length < 2 || found.length > 8) { few.textContent = t('who_few'); list.focus(); return; }
      S.partners = found; keep(); render(true);
    };
    return [h('h2', {tabindex: '-1'}, said(FORM.title) || t('start')), h('p', null, t('intro')),
      stored ? null : h('p', {class: 'bad'}, t('no_store')),
      ...known ? [
        h('fieldset', null, h('legend', null, t('we_are')), S.partners.map((name, at) => h('div', null,
          choice('radio', 'partner', name, S.partner === at, () => { S.partner = at; document.getElementById('begin').disabled = false; })))),
        h('fieldset', null, h('legend', null, t('person')), h('div', {class: 'row'}, [0, 1, 2, 3].map(at =>
          choice('radio', 'person', t('person_n', at + 1), S.person === at, () => { S.person = at; })))),
        h('div', {class: 'bar'}, button(t('start'), () => go('motives'), {class: 'go', id: 'begin', disabled: S.partner < 0}),
          button(t('to_reveal'), () => go('codes'), {id: 'to-codes'}))]
        : [h('h3', null, h('label', {for: 'partners'}, t('who'))), h('p', null, t('who_help')), list, few,
          h('div', {class: 'bar'}, button(t('next'), set, {class: 'go', id: 'set'}))],
      lastYear(), h('div', {class: 'bar'}, button(t('again'), again, {id: 'again'}))];
  },
  motives() {
    let cluster = '';
    const rows = FORM.motives.flatMap(each => {
      const mark = S.marks[each.code] || {w: 0, l: 0, b: 0};
      const set = change => { S.marks[each.code] = {...(S.marks[each.code] || {w: 0, l: 0, b: 0}), ...change}; };
      const level = h('span', {class: 'row', hidden: !mark.w, role: 'group', 'aria-label': t('levels')}, LEVELS.map((name, at) =>
        choice('radio', 'l-' + each.code, t(name), (mark.l || 0) === at, () => set({l: at}))));
      const head = said(each.cluster) !== cluster ? [h('h3', null, cluster = said(each.cluster))] : [];
      return [...head, h('fieldset', {id: 'm-' + each.code}, h('legend', null, said(each.label)), h('p', null, said(each.definition)),
        h('div', {class: 'row'}, [0, 1, 2, 3].map(w => choice('radio', 'w-' + each.code, t('w' + w), mark.w === w, () => {
          set({w}); level.hidden = !w; if (!w) S.top = S.top.filter(one => one !== each.code); }))), level,
        h('div', {class: 'row'}, choice('checkbox', 'b-' + each.code, t('bring'), !!mark.b, box => set({b: +box.checked}))))];
    });
    const own = h('input', {id: 'own', maxlength: '80'});
    return frame('motives', h('p', null, t('motives_help')), rows, h('h3', null, h('label', {for: 'own'}, t('own'))), h('p', null, t('own_help')),
      h('ul', null, S.own.map((text, at) => h('li', null, text + ' ', button(t('remove'), () => { S.own.splice(at, 1); go('motives'); })))),
      h('div', {class: 'row'}, own, button(t('add'), () => { if (own.value.trim()) { S.own.push(own.value.trim()); keep(); render(); document.getElementById('own').focus(); } })));
  },
  top() {
    S.top = S.top.filter(each => picks().includes(each));
    const move = (from, to) => { S.top.splice(to, 0, ...S.top.splice(from, 1)); keep(); render(); document.getElementById('top').focus(); };
    const open = picks().filter(each => !S.top.includes(each)).sort((a, b) => S.marks[b].w - S.marks[a].w);
    return frame('top', h('p', null, picks().length ? t('top_help') : t('top_none')),
      h('ol', {id: 'top', tabindex: '-1'}, S.top.map((each, at) => h('li', null, h('strong', null, label(each)), h('div', {class: 'row'},
        at ? button('↑', () => move(at, at - 1), {'aria-label': t('up', label(each))}) : null,
        at < S.top.length - 1 ? button('↓', () => move(at, at + 1), {'aria-label': t('down', label(each))}) : null,
        button('×', () => { S.top.splice(at, 1); keep(); render(); document.getElementById('top').focus(); }, {'aria-label': t('drop', label(each))})),
      h('fieldset', null, h('legend', null, t('alone')), h('div', {class: 'row'}, ['yes', 'no', ''].map(value =>
        choice('radio', 'alone-' + each, t(value || 'unsaid'), (S.alone[each] || '') === value, () => { S.alone[each] = value; }))))))),
      S.top.length < TOP ? h('div', {class: 'bar'}, open.map(each => button(`+ ${label(each)} (${t('w' + S.marks[each].w)})`,
        () => { S.top.push(each); keep(); render(); document.getElementById('top').focus(); }, {'aria-label': t('choose', label(each)), 'data-code': each}))) : null);
  },
  guesses() {
    return frame('guesses', h('p', null, t('guesses_help')), S.partners.map((name, other) => other === S.partner ? null : h('fieldset', {id: 'g-' + other},
      h('legend', null, name), (full => [h('p', {class: 'bad', role: 'status'}, full), h('div', {class: 'row'}, FORM.motives.map(each =>
        choice('checkbox', `g-${other}-${each.code}`, said(each.label), (S.guesses[other] || []).includes(each.code), box => {
          const chosen = (S.guesses[other] || []).filter(one => one !== each.code);
          if (box.checked && chosen.length >= TOP) { box.checked = false; full.textContent = t('guesses_full'); return; }
          full.textContent = '';
          S.guesses[other] = box.checked ? [...chosen, each.code] : chosen;
        })))])(h('span')))));
  },
  consent() {
    const preview = h('div', {id: 'preview', role: 'status'});
    const show = () => preview.replaceChildren(...seen(open(S)));
    show();
    const said_of = CODES.filter(each => (S.marks[each] || {}).w || (S.marks[each] || {}).b);
    return frame('consent', h('p', null, t('consent_help')), said_of.map(each => h('fieldset', {id: 'c-' + each}, h('legend', null, label(each)),
      h('div', {class: 'row'}, ['share', 'hold'].map(how => choice('radio', 'c-' + each, t(how), S.held.includes(each) === (how === 'hold'), () => {
        S.held = S.held.filter(one => one !== each).concat(how === 'hold' ? [each] : []); show(); }))))),
    h('fieldset', null, h('legend', null, t('scope')), h('div', {class: 'row'}, SCOPES.map(each =>
      choice('radio', 'scope', t(each), S.scope === each, () => { S.scope = each; show(); })))),
    h('h3', null, t('preview')), preview);
  },
  code() {
    const text = code(open(S), S.partners);
    return frame('code', h('p', null, t('code_help')), h('p', {class: 'code', id: 'code'}, text), picture(text.replace(/-/g, '')),
      h('div', {class: 'bar'}, button(t('keep'), () => {
        S.kept = [...S.kept.filter(each => read(each, S.partners).partner !== S.partner || read(each, S.partners).person !== S.person), text];
        const name = S.partners[S.partner];
        Object.assign(S, empty(), {before: name}); go('curtain'); }, {class: 'go', id: 'keep'}),
      button(t('to_reveal'), () => go('codes'))));
  },
  curtain() {
    return [h('div', {class: 'curtain'}, h('h2', {tabindex: '-1'}, t('curtain')), h('p', null, t('curtain_help', S.before || '')),
      h('div', {class: 'bar'}, button(t('begin'), () => go('start'), {class: 'go', id: 'mine'}), button(t('to_reveal'), () => go('codes'), {id: 'to-codes'})))];
  },
  codes() {
    const typed = h('textarea', {id: 'codes', spellcheck: false, autocapitalize: 'characters', oninput: event => { S.typed = event.target.value; keep(); }});
    typed.value = S.typed;
    const wrong = h('ul', {class: 'bad', id: 'wrong'});
    const show = () => {
      const [answers, told] = gathered();
      wrong.replaceChildren(...told.map(each => h('li', null, each)));
      if (!told.length) { S.shown = answers; go('reveal'); }
    };
    return [h('h2', {tabindex: '-1'}, t('reveal')), S.kept.length ? h('p', null, t('kept', S.kept.length)) : null,
      h('h3', null, h('label', {for: 'codes'}, t('codes'))), typed, h('div', {role: 'alert'}, wrong),
      h('div', {class: 'bar'}, button(t('back'), () => go('start')), button(t('show'), show, {class: 'go', id: 'show'}))];
  },
  reveal() {
    const found = find(S.shown), name = at => S.partners[at], list = (key, rows, line, ...more) => h('section', null, h('h2', {id: 'r-' + key}, t(key)), rows.length
      ? h('ul', {'aria-labelledby': 'r-' + key}, rows.map(row => h('li', null, line(row)))) : h('p', null, t('none')), more, note(key));
    const many = list => list.map(name).join(', '), one = number => number.toFixed(1).replace('.', S.lang === 'nl' ? ',' : '.');
    return [h('h2', {tabindex: '-1'}, `${t('reveal')}: ${many(found.present)}`), h('div', {class: 'reveal'},
      list('shared', found.shared, label, h('p', {id: 'chance'}, t('chance', one(found.chance), CODES.length)),
        h('p', null, found.kappa === null ? t('agreement_few') : t('agreement', one(found.kappa)))),
      list('match', found.match, each => t('match_line', name(each.a), label(each.motive), name(each.b)) + (each.mutual ? ` (${t('mutual')})` : '')),
      list('unseen', found.unseen, each => t('unseen_line', name(each.a), label(each.motive))),
      list('imagined', found.imagined, each => t('imagined_line', name(each.a), name(each.b), label(each.motive))),
      list('mixed', found.mixed, each => t('mixed_line', name(each.a), label(each.motive), t('w' + each.low), t('w' + each.high))),
      list('levels', found.levels, each => t('levels_line', label(each.motive), many(each.own), many(each.together))),
      list('alones', found.alone, each => t('alones_line', name(each.a), label(each.motive))),
      moved(found)), h('section', null, h('h2', null, t('all')), h('div', {class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('all')}, h('table', null,
        h('thead', null, h('tr', null, h('th', {scope: 'col'}, t('motive')), found.present.map(each => h('th', {scope: 'col'}, name(each))))),
        h('tbody', null, CODES.filter(each => found.present.some(at => found.weight(at, each))).map(each => h('tr', null, h('th', {scope: 'row'}, label(each)),
          found.present.map(at => h('td', null, t('w' + found.weight(at, each)))))))))),
      agreed(), h('div', {class: 'bar'}, button(t('back'), () => go('codes')), button(t('print'), () => print()), button(t('save'), save, {class: 'go', id: 'save'})), lastYear()];
  },
};
function gathered() {
  const answers = [], told = [], lines = [...S.kept, ...S.typed.split('\n').map(each => each.trim()).filter(each => each)];
  lines.forEach((line, at) => {
    const answer = read(line, S.partners), place = at - S.kept.length + 1;
    if (Array.isArray(answer)) told.push(t(answer[0], place, ...answer.slice(1)));
    else if (answers.some(each => each.partner === answer.partner && each.person === answer.person))
      told.push(t('bad_twice', place, S.partners[answer.partner]));
    else answers.push(answer);
  });
  if (!told.length && new Set(answers.map(each => each.partner)).size < 2) told.push(t('bad_few'));
  return [answers, told];
}
function seen(answer) {
  const marks = Object.entries(answer.marks);
  const line = ([motive, mark]) => h('li', null, label(motive) + ': ' + t('w' + mark.w) + (mark.w ? `, ${t(LEVELS[mark.l || 0])}` : '') + (mark.b ? `; ${t('bring')}` : ''));
  return [marks.length ? h('ul', null, marks.map(line)) : h('p', null, t('nothing')),
    answer.top.length ? h('ol', null, answer.top.map(each => h('li', null, label(each) + (answer.alone[each] ? ` (${t('alone')} ${t(answer.alone[each])})` : '')))) : null,
    ...Object.entries(answer.guesses).filter(([, chosen]) => chosen.length).map(([other, chosen]) => h('p', null, `${S.partners[other]}: ${chosen.map(label).join(', ')}`)),
    h('p', null, t(answer.scope))].filter(each => each);
}
function picture(text) {
  const grid = qr(text), space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 29 29'); svg.setAttribute('class', 'qr'); svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', t('code_qr')); svg.setAttribute('shape-rendering', 'crispEdges');
  path.setAttribute('d', grid.flatMap((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
  path.setAttribute('fill', '#000'); svg.append(path);
  return svg;
}
function field(text, value, act) {
  return h('label', null, text + ' ', h('input', {value, oninput: event => { act(event.target.value); keep(); }}));
}
function note(key) {
  return h('div', {class: 'row noprint-empty'}, field(t('note'), S.notes[key] || '', value => { S.notes[key] = value; }));
}
function agreed() {
  return h('section', null, h('h2', null, t('agreed')), S.agreed.map((each, at) => h('fieldset', null, h('legend', null, String(at + 1)), h('div', {class: 'row'},
    ['what', 'by', 'when', 'became'].map(key => field(t(key), each[key] || '', value => { each[key] = value; })),
    button(t('remove'), () => { S.agreed.splice(at, 1); keep(); render(); })))),
  h('div', {class: 'bar'}, button(t('add'), () => { S.agreed.push({}); keep(); render(); }, {id: 'agree'})));
}
function result() {  // what was consented to, and nothing else
  return {lcgraph: 'conversation', form: FORM.id, day: new Date().toISOString().slice(0, 10), partners: S.partners, motives: CODES,
    answers: S.shown, notes: S.notes, agreed: S.agreed};
}
function save() {
  const link = h('a', {href: URL.createObjectURL(new Blob([JSON.stringify(result(), null, 1)], {type: 'application/json'})),
    download: `conversation-${result().day}.json`});
  link.click();
  URL.revokeObjectURL(link.href);
}
function lastYear() {
  const told = h('p', {class: 'bad', role: 'status'});
  const take = async event => {
    try {
      const last = JSON.parse(await event.target.files[0].text());
      if (last.lcgraph !== 'conversation' || !Array.isArray(last.answers) || !Array.isArray(last.partners)) throw new Error();
      last.answers = last.answers.map(plain).filter(each => each);
      if (last.partners.some(each => typeof each !== 'string') || last.partners.length < 2) throw new Error();
      S.last = {day: String(last.day).slice(0, 10), partners: last.partners, answers: last.answers}; S.partners = S.partners.length > 1 ? S.partners : last.partners; S.agreed = S.agreed.length ? S.agreed : (Array.isArray(last.agreed) ? last.agreed : []).map(each =>
        Object.fromEntries(['what', 'by', 'when', 'became'].map(key => [key, String((each || {})[key] || '')])));
      keep(); render(true);
    } catch { told.textContent = t('open_bad'); }
  };
  return h('div', {class: 'bar'}, h('label', null, t('open') + ' ', h('input', {type: 'file', accept: '.json,application/json', id: 'last', onchange: take})), told);
}
function plain(answer) {  // an answer out of a file: only what this form knows
  if (!answer || !Number.isInteger(answer.partner) || answer.partner < 0) return null;
  const marks = {};
  for (const each of CODES) {
    const mark = (answer.marks || {})[each];
    if (mark && [0, 1, 2, 3].includes(mark.w)) marks[each] = {w: mark.w, l: mark.l ? 1 : 0, b: mark.b ? 1 : 0};
  }
  return {partner: answer.partner, person: 0, marks, top: [], alone: {}, guesses: {}};
}
function moved(found) {
  if (!S.last) return null;
  const before = find(S.last.answers), rows = [];
  for (const at of found.present) {
    const then = S.last.partners.indexOf(S.partners[at]);
    if (!before.present.includes(then)) continue;
    for (const motive of CODES) {
      const [old, now] = [before.weight(then, motive), found.weight(at, motive)];
      if (old !== now) rows.push(t('moved_line', S.partners[at], label(motive), t('w' + old), t('w' + now)));
    }
  }
  return h('section', {id: 'moved'}, h('h2', null, t('moved', S.last.day)), rows.length ? h('ul', null, rows.map(each => h('li', null, each))) : h('p', null, t('none')));
}
function again() {
  const bar = document.getElementById('again').parentNode;
  bar.replaceChildren(h('span', null, t('again_sure')), button(t('again'), () => { S = {...fresh(), lang: S.lang}; keep(); render(true); }, {id: 'sure'}), button(t('cancel'), () => render(true)));
}
function render(focus) {
  document.documentElement.lang = S.lang;
  document.title = said(FORM.title) || t('reveal');
  const turn = document.getElementById('lang');
  turn.textContent = t('other_lang'); turn.lang = S.lang === 'nl' ? 'en' : 'nl';
  document.getElementById('main').replaceChildren(...SCREENS[S.step]().flat(Infinity).filter(each => each));
  if (focus) { scrollTo(0, 0); const head = document.querySelector('main h2'); if (head) head.focus(); }
}
document.getElementById('lang').addEventListener('click', () => { S.lang = S.lang === 'nl' ? 'en' : 'nl'; keep(); render(); });
render();
