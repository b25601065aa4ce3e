// Shows the rows of the symptom tables that have most of the words. Without it, all of them are there.
(function () {
  'use strict';
  var tables = Array.from(document.querySelectorAll('table'));
  var headed = function (words) {
    return tables.filter(function (table) { return table.querySelector('th').textContent === words; });
  };
  var names = {}; // what a failure mode is called can be searched for, too
  headed('failure mode').forEach(function (table) {
    table.querySelectorAll('tbody td:first-child').forEach(function (cell) {
      names[cell.textContent.slice(0, 6)] = cell.textContent;
    });
  });
  var groups = headed('you see').map(function (table) {
    var parts = [];
    var start = table.parentNode;
    while (start.tagName !== 'H3') { start = start.previousElementSibling; }
    for (var part = start; part && (part === start || !/^H[23]$/.test(part.tagName)); part = part.nextElementSibling) {
      parts.push(part);
    }
    var rows = Array.from(table.querySelectorAll('tbody tr')).map(function (row) {
      var text = row.textContent.replace(/MB-F\d\d/g, function (id) { return names[id] || id; });
      return {row: row, text: (start.textContent + ' ' + text).toLowerCase()};
    });
    return {parts: parts, rows: rows};
  });
  var rows = groups.flatMap(function (group) { return group.rows; });

  var box = document.createElement('p');
  box.id = 'search';
  box.innerHTML = '<label>Search by symptom: words, or a line of a stack trace<br>'
    + '<input type="search" id="words"></label>'
    + ' <span role="status" id="found"></span>';
  document.querySelector('h1').insertAdjacentElement('afterend', box);
  var between = []; // what a row that was found would stand below
  for (var part = box.nextElementSibling; part !== groups[0].parts[0]; part = part.nextElementSibling) {
    between.push(part);
  }
  var input = document.getElementById('words');

  function search() {
    var words = input.value.toLowerCase().split(/[^a-z0-9#]+/).filter(function (word) { return word.length > 1; });
    words = words.filter(function (word, at) { return words.indexOf(word) === at; });
    var most = 0;
    rows.forEach(function (each) {
      each.has = words.filter(function (word) { return each.text.includes(word); }).length;
      most = Math.max(most, each.has);
    });
    groups.forEach(function (group) {
      group.rows.forEach(function (each) { each.row.hidden = each.has < most; });
      var none = group.rows.every(function (each) { return each.has < most; });
      group.parts.forEach(function (part) { part.hidden = none; });
    });
    between.forEach(function (part) { part.hidden = most > 0; });
    var shown = rows.filter(function (each) { return each.has === most; }).length;
    document.getElementById('found').textContent = words.length === 0 ? ''
      : most === 0 ? 'No row has these words; all are shown.'
      : shown + ' of ' + rows.length + ' rows have ' + (most < words.length ? most + ' of ' : '')
        + (words.length === 1 ? 'this word.' : 'these ' + words.length + ' words.');
  }
  input.addEventListener('input', search);
}());
