'use strict';
(function () {
  const NONE = -1;
  const FILE = 'MetricsBuffer.java';
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const LETTERS = ['a', 'b', 'c'];
  // Of each kind of end: the task, what has come about, and what schedules do that end so.
  const KINDS = {
    LOST: ['Make it lose a count', 'A count is lost', 'lose a count'],
    THREW: ['Make it throw', 'A thread threw', 'throw'],
    DOUBLED: ['Make it send something twice', 'Something was sent twice', 'send something twice'],
    HANGS: ['Make it hang', 'No thread can go on', 'hang'],
    LEFT: ['Make both threads record, flush and return, while something is still left in the buffer', 'Something was left behind',
      'leave something behind'],
    TORN: ['Make a flush send what was recorded second, and not what was recorded first', 'A flush has torn what belongs together',
      'tear what belongs together'],
    FLUSHED_TWICE: ['Make two flushes begin for one interval', 'Two flushes were begun for one interval', 'begin two flushes for one interval'],
    NO_FLUSH: ['Make the next late record begin no flush', 'The next late record begins no flush', 'begin no flush any more']
  };
  const UNSEEN = 'Broken all the same, by what is not in these scenarios (a sink that blocks, throws or calls back, a clock that goes on): ';
  const data = JSON.parse(byId('data').textContent);
  const graphs = new Map(); // decoded, by subject and scenario

  let subject;
  let scenario;
  let graph;
  let challenge; // null if this scenario has none
  let path = []; // whose step it is, from the first to the last that is known
  let at = 0; // how many of them have been made
  let panes = []; // of each thread: the pane, its lines, the one that is marked

  // Small things.

  function byId(id) {
    return document.getElementById(id);
  }

  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text) {
      made.textContent = text;
    }
    Object.keys(attributes || {}).forEach(key => made.setAttribute(key, attributes[key]));
    return made;
  }

  function fill(parent, children) {
    while (parent.firstChild) {
      parent.removeChild(parent.firstChild);
    }
    children.forEach(child => parent.appendChild(child));
  }

  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
  }

  /** Not 'disabled': who works by keyboard would lose the place. */
  function setAble(id, able) {
    byId(id).setAttribute('aria-disabled', String(!able));
  }

  function scenarioOf(id) {
    return data.scenarios.find(each => each.id === id);
  }

  // The graph: see GraphJson.java, and of its states Vlq.java. Unpacked when it is first needed.

  /** The numbers of all states, one state after the other. Loops, because there are up to a million of them. */
  function numbers(packed, width) {
    const values = {};
    for (let i = 0; i < DIGITS.length; i++) {
      values[DIGITS.charAt(i)] = i;
    }
    const row = new Array(width).fill(0);
    const found = [];
    let number = 0;
    let shift = 0;
    let column = 0;
    for (let i = 0; i < packed.length; i++) {
      const digit = values[packed.charAt(i)];
      number += (digit & 31) << shift;
      shift += 5;
      if (digit < 32) { // the last one of a number, of which the lowest bit is the sign
        row[column] += number & 1 ? -(number >> 1) : number >> 1;
        found.push(row[column]);
        number = 0;
        shift = 0;
        column = (column + 1) % width;
      }
    }
    return found;
  }

  function unpacked(told, threads) {
    const labels = told.labels.map(label => ({file: label[0], line: label[1], operation: label[2], words: label[3],
      waits: label[4] === 1}));
    const kinds = [];
    told.verdicts.forEach(verdict => verdict.kinds.filter(kind => kinds.indexOf(kind) < 0).forEach(kind => kinds.push(kind)));
    return {told: told, threads: threads, numbers: numbers(told.states, 3 + 2 * threads), labels: labels, kinds: kinds,
      states: [], counts: {}, avoidable: {}};
  }

  function stateOf(id) {
    if (!graph.states[id]) {
      const width = 3 + 2 * graph.threads;
      const row = graph.numbers.slice(id * width, id * width + width);
      const books = graph.told.books[row[1]];
      graph.states[id] = {
        id: id,
        fields: graph.told.contents[row[0]].map(text => text || ''),
        delivered: {A: books[0], B: books[1], T: books[2]},
        verdict: graph.told.verdicts[row[2]] || null,
        labels: row.slice(3, 3 + graph.threads).map(label => graph.labels[label] || null),
        after: row.slice(3 + graph.threads).map(away => away === 0 ? NONE : id + away)
      };
    }
    return graph.states[id];
  }

  function graphOf(ofSubject, ofScenario) {
    const key = ofSubject.id + '/' + ofScenario.id;
    if (!graphs.has(key)) {
      const told = ofSubject.graphs.find(each => each.scenario === ofScenario.id);
      graphs.set(key, told ? unpacked(told, ofScenario.roles.length) : null);
    }
    return graphs.get(key);
  }

  /** How many schedules go on from a state, and how many of them end in a kind: pairs, counted once. */
  function counted(state, kind) {
    const known = graph.counts[kind] = graph.counts[kind] || [];
    if (!known[state.id]) {
      if (state.verdict) {
        known[state.id] = [1, state.verdict.kinds.indexOf(kind) >= 0 ? 1 : 0];
      } else {
        known[state.id] = state.after.filter(next => next !== NONE).map(next => counted(stateOf(next), kind))
          .reduce((sum, each) => [sum[0] + each[0], sum[1] + each[1]], [0, 0]);
      }
    }
    return known[state.id];
  }

  /** The line that a thread is at; that of the method if it is to enter one that is synchronized. 0 in another file. */
  function lineOf(label, thread) {
    if (label.file === '') {
      const method = scenario.roles[thread].operations[label.operation].replace(/\(.*/, '');
      return 1 + subject.source.findIndex(line => line.indexOf('public ') >= 0 && line.indexOf(' ' + method + '(') >= 0);
    }
    return label.file === FILE ? label.line : 0;
  }

  function where(label, thread) {
    return lineOf(label, thread) > 0 ? 'line ' + lineOf(label, thread) : label.file + ':' + label.line;
  }

  function states(steps) {
    const passed = [stateOf(0)];
    path.slice(0, steps).forEach(thread => passed.push(stateOf(passed[passed.length - 1].after[thread])));
    return passed;
  }

  function now() {
    const passed = states(at);
    return passed[passed.length - 1];
  }

  // Moves.

  function step(thread) {
    const state = now();
    if (state.after[thread] === NONE || state.after[thread] === undefined) {
      return false;
    }
    if (path[at] !== thread) {
      path = path.slice(0, at).concat(thread);
    }
    at++;
    return true;
  }

  function move(what) {
    if (what()) {
      byId('message').textContent = '';
      show();
    }
  }

  function toItsEnd(thread) {
    let moved = false;
    while (step(thread)) {
      moved = true;
    }
    return moved;
  }

  function back() {
    return at > 0 && (at--, true);
  }

  function forward() {
    return at < path.length && (at++, true);
  }

  function restart() {
    path = [];
    at = 0;
    return true;
  }

  // Where we are, as the fragment of the address.

  function position() {
    let text = '';
    for (let i = 0; i < at;) {
      let end = i;
      while (end < at && path[end] === path[i]) {
        end++;
      }
      text += LETTERS[path[i]] + (end - i === 1 ? '' : end - i);
      i = end;
    }
    return '#' + subject.id + '/' + scenario.id + '/' + text;
  }

  /** Goes where a fragment says; what is wrong with it otherwise. */
  function go(fragment) {
    const parts = /^#([\w-]+)\/(\w+)(?:\/((?:[a-c]\d{0,4})*))?$/.exec(fragment);
    if (!parts) {
      return 'it is not of the form #code/SCENARIO/steps';
    }
    const wantedSubject = data.subjects.find(each => each.id === parts[1]);
    const wantedScenario = scenarioOf(parts[2]);
    if (!wantedSubject || !wantedScenario) {
      return 'there is no ' + (wantedSubject ? 'scenario ' + parts[2] : parts[1] + ' on this page');
    }
    if (!graphOf(wantedSubject, wantedScenario)) {
      return parts[2] + ' of ' + parts[1] + ' was not explored';
    }
    choose(wantedSubject, wantedScenario);
    const stretches = (parts[3] || '').match(/[a-c]\d*/g) || [];
    for (const stretch of stretches) {
      for (let times = stretch.length > 1 ? Number(stretch.slice(1)) : 1; times > 0; times--) {
        if (!step(LETTERS.indexOf(stretch[0]))) {
          const made = at;
          restart();
          return 'after ' + made + ' steps thread ' + stretch[0] + ' cannot make one';
        }
      }
    }
    return null;
  }

  function open(fragment) {
    byId('message').textContent = '';
    if (fragment && fragment !== '#') {
      const fault = go(fragment);
      if (fault) {
        byId('message').textContent = 'This link leads nowhere: ' + fault + '. So we begin anew.';
        choose(subject || data.subjects[0], scenario || data.scenarios[0]);
      }
    } else {
      choose(data.subjects[0], data.scenarios[0]);
    }
    show();
  }

  // Choosing.

  function choose(toSubject, toScenario) {
    const other = subject !== toSubject;
    const before = scenario;
    subject = toSubject;
    scenario = graphOf(subject, toScenario) ? toScenario : data.scenarios.find(each => graphOf(subject, each));
    if (!scenario) { // nothing of it was explored
      scenario = toScenario;
      subject = data.subjects[0];
      byId('message').textContent = toSubject.id + ' was not explored: ' + toSubject.notJudged[toScenario.id];
    }
    graph = graphOf(subject, scenario);
    if (!challenge || other || challenge.scenario !== scenario.id) {
      challenge = subject.challenges.find(each => each.scenario === scenario.id) || null;
    }
    restart();
    if (other) {
      chosenSubject();
    }
    if (other || scenario !== before) {
      chosenScenario();
    }
    showChallenge();
  }

  function chosenSubject() {
    byId('subject').value = subject.id;
    fill(byId('scenario'), data.scenarios.map(each => {
      const why = subject.notJudged[each.id];
      const option = element('option', each.title + (why ? ': ' + why : ''), {value: each.id});
      option.disabled = Boolean(why);
      return option;
    }));
    fill(byId('challenges'), subject.challenges.map(each => {
      const item = element('li', KINDS[each.kind][0] + ': ' + scenarioOf(each.scenario).title.toLowerCase() + ' ('
        + (each.switches === 1 ? 'one switch' : each.switches + ' switches') + '). ', {'data-challenge': each.kind + '/' + each.scenario});
      const take = element('button', 'Take it', {type: 'button'});
      take.addEventListener('click', () => {
        challenge = each;
        choose(subject, scenarioOf(each.scenario));
        show();
        byId('show-hint').focus();
      });
      item.appendChild(take);
      return item;
    }));
    fill(byId('none'), subject.none.map(each => element('li', KINDS[each.kind][0] + '? None of ' + grouped(each.schedules)
      + ' schedules does, of ' + (each.scenarios.length === 1 ? 'the one scenario' : 'the ' + each.scenarios.length
      + ' scenarios') + ' in which that matters.')).concat(subject.unseen.length === 0 ? []
      : [element('li', UNSEEN + subject.unseen.join(', ') + '.')]));
    byId('others').querySelector('summary').textContent = 'All challenges of ' + subject.id;
  }

  function chosenScenario() {
    byId('scenario').value = scenario.id;
    byId('setting').textContent = scenario.setting + ' Then ' + scenario.roles.map(role => 'the ' + role.name + ' calls '
      + role.operations.join(', then ') + (role.after === NONE ? '' : ' when the ' + scenario.roles[role.after].name + ' has ended'))
      .join('; ') + '. In the end the backend must have got ' + Object.keys(scenario.recorded)
      .map(metric => scenario.recorded[metric] + ' of ' + metric).join(' and ') + '.';
    const says = subject.says[scenario.rule];
    const promised = says === 'not promised' ? ' It does not promise that.' : '';
    const broken = grouped(graph.told.violations);
    const all = grouped(graph.told.schedules);
    byId('count').textContent = (graph.told.violations === '0' ? 'None of all ' + all + ' schedules breaks '
      : broken + ' of all ' + all + (graph.told.violations === '1' ? ' schedules breaks ' : ' schedules break '))
      + scenario.rule + ': ' + data.rules[scenario.rule] + '.' + promised;
    fill(byId('turns'), [].concat.apply([], scenario.roles.map((role, thread) => {
      const one = element('button', 'Step ' + role.name + ' ', {type: 'button', class: 'step t' + thread, id: 'step-' + LETTERS[thread]});
      one.appendChild(element('kbd', LETTERS[thread]));
      one.addEventListener('click', () => move(() => step(thread)));
      const all = element('button', '', {type: 'button', class: 't' + thread, id: 'run-' + LETTERS[thread]});
      all.appendChild(element('span', 'Run ' + role.name + ' ', {class: 'unseen'}));
      all.appendChild(document.createTextNode('to its end '));
      all.appendChild(element('kbd', 'Shift ' + LETTERS[thread]));
      all.addEventListener('click', () => move(() => toItsEnd(thread)));
      return [one, all];
    })));
    byId('stage').className = 'threads-' + scenario.roles.length;
    panes = [];
    fill(byId('threads'), scenario.roles.map(thread));
  }

  function thread(role, index) {
    const article = element('article', '', {class: 'thread t' + index, 'aria-label': role.name});
    article.appendChild(element('h2', LETTERS[index] + ': ' + role.name + ' ', {class: 't' + index}));
    article.firstChild.appendChild(element('code', role.operations.join('; ')));
    article.appendChild(element('p', '', {class: 'next', id: 'next-' + LETTERS[index]}));
    const code = element('div', '', {class: 'code', id: 'code-' + LETTERS[index], tabindex: '0', role: 'region',
      'aria-label': FILE + ', at the next line of the ' + role.name});
    panes.push({code: code, marked: null, lines: subject.source.map((line, number) => {
      const shown = element('div', '');
      shown.appendChild(element('i', String(number + 1)));
      shown.appendChild(document.createTextNode(line.replace(/^ +/, indent => indent.slice(indent.length / 2))));
      return code.appendChild(shown);
    })});
    article.appendChild(code);
    return article;
  }

  function showChallenge() {
    const violations = graph.told.violations;
    const all = grouped(graph.told.schedules);
    byId('challenge').textContent = challenge
      ? KINDS[challenge.kind][0] + '. ' + grouped(challenge.many) + ' of all ' + all + ' schedules do.'
      : violations === '0' ? 'Try to break it. The honest answer first: none of all ' + all + ' schedules of this scenario does.'
        + (subject.challenges.length === 0 && subject.unseen.length > 0 ? ' ' + UNSEEN + subject.unseen.join(', ') + '.' : '')
        : 'Nothing to look for: ' + (violations === graph.told.schedules ? 'each of all ' : violations + ' of all ') + all
          + ' schedules of this scenario ' + (violations === graph.told.schedules ? 'does' : 'do') + ' it: '
          + graph.kinds.map(kind => KINDS[kind][2]).join(', ') + '. Play one.';
    byId('hint').textContent = challenge ? challenge.hint : '';
    byId('hint').hidden = true;
    byId('show-hint').setAttribute('aria-expanded', 'false');
    byId('show-hint').hidden = !challenge;
    byId('solve').hidden = !challenge;
  }

  /** Lays the solution out, to be stepped through with 'forward'. */
  function solve() {
    byId('message').textContent = '';
    go('#' + subject.id + '/' + challenge.scenario + '/' + challenge.solution);
    at = 0;
    show();
    byId('said').textContent = 'The solution is laid out: go ' + path.length + ' steps forward, one by one.';
    byId('forward').focus();
  }

  // Showing.

  function show() {
    const passed = states(at);
    const state = passed[at];
    const before = at > 0 ? passed[at - 1] : null;
    scenario.roles.forEach((role, index) => showThread(role, index, state, before));
    showFields(state, before);
    showBooks(state, before);
    showVerdict(passed);
    showPlayed(passed);
    byId('said').textContent = said(state, before);
    setAble('back', at > 0);
    setAble('forward', at < path.length);
    setAble('restart', path.length > 0);
    const fragment = position();
    byId('here').setAttribute('href', fragment);
    window.history.replaceState(null, '', fragment);
  }

  function showThread(role, index, state, before) {
    const label = state.labels[index];
    const next = byId('next-' + LETTERS[index]);
    const able = state.after[index] !== NONE;
    next.className = label && label.waits ? 'next waits' : 'next';
    next.textContent = label ? (label.waits ? 'WAITS, because another thread has what it needs, at ' : 'Next, ') + where(label, index) + ': ' + label.words
      : role.after !== NONE && state.labels[role.after] && !state.verdict ? 'Begins when the ' + scenario.roles[role.after].name + ' has ended.'
        : 'Has ended.';
    setAble('step-' + LETTERS[index], able);
    setAble('run-' + LETTERS[index], able);
    mark(panes[index], label ? lineOf(label, index) : 0, label && label.waits);
  }

  function mark(pane, number, waits) {
    if (pane.marked) {
      pane.marked.className = '';
      pane.marked.removeAttribute('aria-current');
      pane.marked.firstChild.textContent = pane.marked.firstChild.textContent.replace(/\D/g, '');
    }
    pane.marked = pane.lines[number - 1] || null;
    if (pane.marked) {
      pane.marked.className = 'marked';
      pane.marked.setAttribute('aria-current', 'step');
      pane.marked.firstChild.textContent = (waits ? '|| ' : '\u2192 ') + number;
      // By its share, not by its place: the lines are of one height, and this asks for less.
      pane.code.scrollTop = pane.code.scrollHeight * (number - 0.5) / pane.lines.length - pane.code.clientHeight / 2;
    }
  }

  function changedFields(state, before) {
    return graph.told.fields.map((name, index) => ({name: name, value: state.fields[index], was: before ? before.fields[index] : state.fields[index]}));
  }

  function showFields(state, before) {
    fill(byId('fields'), changedFields(state, before).filter(field => field.value !== '' || field.was !== '').map(field => {
      const row = element('tr', '', {class: field.value === field.was ? '' : 'changed'});
      row.appendChild(element('th', field.name, {scope: 'row'}));
      return withValue(row, field.value || 'free', field.was || 'free');
    }));
  }

  /** A cell that says whether the last step has changed it: in words, too. */
  function withValue(row, value, was) {
    const cell = row.appendChild(element('td', value, {class: 'value'}));
    if (was !== null && was !== value) {
      cell.appendChild(element('span', 'changed; was ' + was, {class: 'was'}));
    }
    return row;
  }

  /** What has been delivered when the last flush is done, by the words of the verdict. */
  function closed(metric, state) {
    const off = new RegExp('(lost|doubled) (\\d+) of ' + metric).exec(state.verdict.words);
    return scenario.recorded[metric] + (off ? (off[1] === 'lost' ? -1 : 1) * Number(off[2]) : 0);
  }

  function showBooks(state, before) {
    const ended = state.verdict && state.verdict.words.indexOf('hang') < 0;
    fill(byId('books'), Object.keys(scenario.recorded).map(metric => {
      const delivered = state.delivered[metric] || 0;
      const was = before ? before.delivered[metric] || 0 : delivered;
      const row = element('tr', '', {class: delivered === was ? '' : 'changed'});
      row.appendChild(element('th', metric, {scope: 'row'}));
      row.appendChild(element('td', String(scenario.recorded[metric])));
      return withValue(row, ended ? closed(metric, state) + ', with the last flush' : String(delivered),
        delivered === was ? null : String(was));
    }));
    if (byId('about-still').open) { // else when it is opened: it takes a while
      showStill(state);
    }
  }

  function showStill(state) {
    const kinds = graph.kinds;
    byId('still').textContent = kinds.length === 0 ? 'From here, as from everywhere: every schedule is exact.'
      : 'From here: ' + kinds.map(kind => {
        const pair = counted(state, kind);
        return pair.every(Number.isSafeInteger) ? grouped(pair[1]) + ' of ' + grouped(pair[0]) + ' ' + KINDS[kind][2]
          : 'more schedules than can be counted here, and ' + (pair[1] > 0 ? 'some' : 'none') + ' of them ' + KINDS[kind][2];
      }).join('; ') + '.';
  }

  /** Whether an end without this kind can still be reached. */
  function avoidable(state, kind) {
    const known = graph.avoidable[kind] = graph.avoidable[kind] || [];
    if (known[state.id] === undefined) {
      known[state.id] = state.verdict ? state.verdict.kinds.indexOf(kind) < 0
        : state.after.some(next => next !== NONE && avoidable(stateOf(next), kind));
    }
    return known[state.id];
  }

  /** The step after which this kind of end could no longer be avoided; its number, from 1. 0 if it never could be. */
  function decided(passed, kind) {
    let step = passed.length - 1;
    while (step > 0 && !avoidable(passed[step - 1], kind)) {
      step--;
    }
    return step;
  }

  function showVerdict(passed) {
    const verdict = passed[at].verdict;
    byId('verdict').hidden = !verdict;
    if (!verdict) {
      return;
    }
    const kinds = verdict.kinds;
    const broken = kinds.filter(kind => scenario.breaks.indexOf(kind) >= 0);
    byId('verdict').className = kinds.length ? 'bad' : 'good';
    byId('verdict-title').textContent = kinds.length ? KINDS[mainKind(kinds)][1] + ': ' + verdict.words : 'Exact: every unit was delivered once';
    const why = [];
    if (challenge && kinds.indexOf(challenge.kind) >= 0) {
      why.push(element('p', 'You have done it, in ' + at + ' steps with ' + switches() + (switches() === 1 ? ' switch' : ' switches')
        + ' (it takes ' + challenge.switches + '). Say it in a sentence: which step of which thread came between which two of the other?'));
    } else if (challenge) {
      why.push(element('p', 'Not yet what was asked for. Step back, or restart.'));
    }
    why.push(element('p', kinds.indexOf('HANGS') >= 0 && verdict.words === 'hangs' ? 'Each thread that has not ended waits for another one.'
      : 'All threads have ended, and a last flush was made.'));
    if (kinds.length) {
      why.push(decidedBy(passed, mainKind(kinds)));
    }
    if (broken.length) {
      why.push(element('p', scenario.rule + ' is broken: ' + data.rules[scenario.rule] + '.'
        + (subject.says[scenario.rule] === 'not promised' ? ' ' + subject.id + ' does not promise that.' : '')));
    }
    modes(kinds).forEach(id => {
      const mode = element('p', 'Failure mode: ');
      mode.appendChild(element('a', id + ', ' + data.modes[id].name, {href: '../failure-modes/' + id + '.md'}));
      mode.appendChild(document.createTextNode('. ' + data.modes[id].what));
      why.push(mode);
    });
    fill(byId('why'), why);
  }

  function mainKind(kinds) {
    return challenge && kinds.indexOf(challenge.kind) >= 0 ? challenge.kind
      : kinds.find(kind => scenario.breaks.indexOf(kind) >= 0) || kinds[0];
  }

  function decidedBy(passed, kind) {
    const step = decided(passed, kind);
    const paragraph = element('p', '');
    if (step === 0) {
      paragraph.textContent = 'No schedule of this scenario does without it.';
      return paragraph;
    }
    const label = passed[step - 1].labels[path[step - 1]];
    paragraph.textContent = 'Step ' + step + ' decided it: ' + scenario.roles[path[step - 1]].name + ', ' + where(label, path[step - 1]) + ', '
      + label.words + '. Before that step it could still be avoided, after it no longer. ';
    const button = element('button', 'Go to where it was decided', {type: 'button', id: 'to-decided'});
    button.addEventListener('click', () => move(() => (at = step - 1, true)));
    paragraph.appendChild(button);
    return paragraph;
  }

  function switches() {
    return path.slice(1, at).filter((thread, index) => thread !== path[index]).length;
  }

  function modes(kinds) {
    const found = [];
    kinds.forEach(kind => {
      let ids = subject.modes[scenario.id + ' ' + kind] || [];
      if (kind === 'LOST' && ids.indexOf('MB-F03') >= 0 && ids.indexOf('MB-F06') >= 0) {
        ids = [wasSeen() ? 'MB-F03' : 'MB-F06'];
      }
      ids.filter(id => found.indexOf(id) < 0).forEach(id => found.push(id));
    });
    return found;
  }

  /** Whether a step of a thread that only records has changed what the buffer holds. */
  function wasSeen() {
    const passed = states(at);
    return path.slice(0, at).some((thread, index) => scenario.roles[thread].operations.indexOf('flush()') < 0
      && changedFields(passed[index + 1], passed[index]).some(field => field.value !== field.was));
  }

  function changes(state, before) {
    const fields = changedFields(state, before).filter(field => field.value !== field.was)
      .map(field => field.name + ' = ' + (field.value || 'free'));
    const books = Object.keys(scenario.recorded).filter(metric => state.delivered[metric] !== before.delivered[metric])
      .map(metric => 'delivered ' + metric + ' = ' + state.delivered[metric]);
    return fields.concat(books).join(', ');
  }

  function said(state, before) {
    if (!before) {
      return 'At the beginning.';
    }
    const thread = path[at - 1];
    const what = changes(state, before);
    return 'Step ' + at + ', ' + scenario.roles[thread].name + ': ' + before.labels[thread].words + '. '
      + (what ? 'Now ' + what + '.' : 'Nothing that is shown has changed.') + (state.verdict ? ' The end: ' + state.verdict.words + '.' : '');
  }

  function showPlayed(passed) {
    const verdict = passed[at].verdict;
    const harm = verdict && verdict.kinds.length ? decided(passed, mainKind(verdict.kinds)) : 0;
    const rows = path.slice(0, at).map((thread, index) => {
      const label = passed[index].labels[thread];
      return {thread: thread, text: where(label, thread).replace('line ', '') + ': ' + label.words, state: changes(passed[index + 1], passed[index]),
        harm: index + 1 === harm};
    });
    if (verdict) {
      rows.push({thread: NONE, text: '', state: 'the end: ' + verdict.words, harm: verdict.kinds.length > 0});
    }
    fill(byId('lanes'), rows.length ? [lanes(rows)] : [element('p', 'Nothing yet. Press a thread\u2019s button, or its key.')]);
    if (byId('as-table').open) { // else when it is opened
      fill(byId('table'), rows.length ? [table(rows)] : []);
    }
  }

  function table(rows) {
    const made = element('table', '');
    const head = made.appendChild(element('thead', '')).appendChild(element('tr', ''));
    ['step'].concat(scenario.roles.map(role => role.name), 'what it changed').forEach(text => head.appendChild(element('th', text, {scope: 'col'})));
    const body = made.appendChild(element('tbody', ''));
    rows.forEach((row, index) => {
      const line = body.appendChild(element('tr', ''));
      line.appendChild(element('td', row.thread === NONE ? '' : String(index + 1)));
      scenario.roles.forEach((role, thread) => line.appendChild(element('td', thread === row.thread ? row.text : '')));
      line.appendChild(element('td', row.state + (row.harm && row.thread !== NONE ? ' (this decided it)' : '')));
    });
    return made;
  }

  /** A lane for each thread, time downwards, what changed on the right. */
  function lanes(rows) {
    const HEIGHT = 30;
    const TOP = 34;
    const width = text => Math.ceil(text.length * 7.25) + 18;
    const left = [34];
    scenario.roles.forEach((role, thread) => {
      const longest = rows.filter(row => row.thread === thread).map(row => row.text).concat(role.name + ' ')
        .reduce((one, other) => other.length > one.length ? other : one);
      left.push(left[thread] + width(longest) + 16);
    });
    const stateAt = left[scenario.roles.length];
    const total = stateAt + rows.map(row => width(row.state + (row.harm ? '  decided it' : ''))).reduce((one, other) => Math.max(one, other), 140) + 10;
    const height = TOP + rows.length * HEIGHT + 8;
    const svg = drawn('svg', {viewBox: '0 0 ' + total + ' ' + height, width: total, height: height, role: 'img',
      'aria-label': 'The steps as lanes, one for each thread. The table below says the same.'});
    const put = (name, attributes, text) => svg.appendChild(drawn(name, attributes, text));
    scenario.roles.forEach((role, thread) => {
      put('text', {class: 'h', x: left[thread] + 9, y: 20}, role.name);
      put('path', {class: 'l' + thread, d: 'M' + left[thread] + ' 30V' + (height - 6)});
    });
    put('text', {class: 'h', x: stateAt + 9, y: 20}, 'what it changed');
    rows.forEach((row, index) => {
      const y = TOP + index * HEIGHT;
      if (row.thread !== NONE) {
        put('text', {class: 'n', x: 6, y: y + 19}, String(index + 1));
        put('rect', {class: row.harm ? 'x' : 'l' + row.thread, x: left[row.thread], y: y + 2, width: width(row.text), height: 25});
        put('text', {class: row.harm ? 'h' : '', x: left[row.thread] + 9, y: y + 19}, row.text);
      }
      const state = row.state + (row.harm && row.thread !== NONE ? '  decided it' : '');
      if (state) {
        put('path', {class: 'd', d: 'M' + (row.thread === NONE ? 30 : left[row.thread] + width(row.text) + 4) + ' ' + (y + 15) + 'H' + stateAt});
        if (row.harm) {
          put('rect', {class: 'x', x: stateAt, y: y + 2, width: width(state), height: 25});
        }
        put('text', {class: row.harm ? 'h' : '', x: stateAt + 9, y: y + 19}, state);
      }
    });
    return svg;
  }

  function drawn(name, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.keys(attributes).forEach(key => made.setAttribute(key, attributes[key]));
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  // Buttons, keys, the address.

  function onKey(event) {
    const on = event.target && event.target.nodeName;
    if (!byId('keys').checked || event.ctrlKey || event.metaKey || event.altKey || on === 'SELECT') {
      return;
    }
    const key = event.key.toLowerCase();
    const thread = LETTERS.indexOf(key);
    const what = thread >= 0 && thread < scenario.roles.length ? () => (event.shiftKey ? toItsEnd(thread) : step(thread))
      : {z: back, y: forward, x: restart}[key];
    if (what) {
      move(what);
      event.preventDefault();
    }
  }

  ['The four modules', 'Exercises'].forEach((title, index) => {
    const group = element('optgroup', '', {label: title});
    data.subjects.filter(each => each.module === (index === 0))
      .forEach(each => group.appendChild(element('option', each.title, {value: each.id})));
    if (group.firstChild) {
      byId('subject').appendChild(group);
    }
  });
  byId('as-table').addEventListener('toggle', () => showPlayed(states(at)));
  byId('about-still').addEventListener('toggle', () => showStill(now()));
  byId('choose').addEventListener('submit', event => event.preventDefault());
  byId('subject').addEventListener('change', event => {
    byId('message').textContent = '';
    choose(data.subjects.find(each => each.id === event.target.value), scenario);
    show();
  });
  byId('scenario').addEventListener('change', event => {
    byId('message').textContent = '';
    choose(subject, scenarioOf(event.target.value));
    show();
  });
  byId('back').addEventListener('click', () => move(back));
  byId('forward').addEventListener('click', () => move(forward));
  byId('restart').addEventListener('click', () => move(restart));
  byId('solve').addEventListener('click', solve);
  byId('show-hint').addEventListener('click', () => {
    byId('hint').hidden = !byId('hint').hidden;
    byId('show-hint').setAttribute('aria-expanded', String(!byId('hint').hidden));
  });
  document.addEventListener('keydown', onKey);
  window.addEventListener('hashchange', () => open(window.location.hash));
  open(window.location.hash);
})();
