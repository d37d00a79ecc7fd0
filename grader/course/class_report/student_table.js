'use strict';
const table = document.getElementById('student-table');
if (table) {
  const [find, show, shown] = ['find', 'show', 'shown'].map(id => document.getElementById(id));
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const names = new Map(rows.map(row => [row, row.cells[0].textContent.toLowerCase()]));
  function filter() {
    const text = find.value.toLowerCase(), token = show.value;
    for (const row of rows)
      row.hidden = !names.get(row).includes(text) || (token && !row.dataset.has.split(' ').includes(token));
    shown.textContent = rows.filter(row => !row.hidden).length + ' of ' + rows.length + ' shown';
  }
  function sort(column) {
    const down = heads[column].getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    heads.forEach(head => head.removeAttribute('aria-sort'));
    heads[column].setAttribute('aria-sort', down === 1 ? 'ascending' : 'descending');
    const number = row => { const x = parseFloat(row.cells[column].textContent); return isNaN(x) ? -1 : x; };
    const order = column ? (a, b) => number(a) - number(b) : (a, b) => names.get(a).localeCompare(names.get(b), undefined, {numeric: true});
    body.append(...rows.sort((a, b) => down * order(a, b)));
  }
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => sort(column));
  });
  document.querySelectorAll('[data-show]').forEach(link => link.addEventListener('click', () => {
    find.value = ''; show.value = link.dataset.show; filter();
  }));
  [find, show].forEach(field => field.addEventListener('input', filter));
  document.getElementById('tools').hidden = false;
  filter();
}
