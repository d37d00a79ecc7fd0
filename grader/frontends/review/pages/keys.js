'use strict';
// Each key is named by `aria-keyshortcuts` of what it presses, opens or goes to. Everything works without this file.
document.addEventListener('keydown', event => {
  const field = event.target.closest('input, textarea, select');
  if (event.key === 'Escape' && field) { field.blur(); return; }
  if (event.key === 'Enter' && event.ctrlKey && field && field.form) {
    event.preventDefault();
    field.form.requestSubmit(field.form.querySelector('button'));
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || field) return;
  const target = [...document.querySelectorAll('[aria-keyshortcuts]')]
    .find(element => element.getAttribute('aria-keyshortcuts') === event.key);
  if (!target) return;
  event.preventDefault();
  if (target.matches('input, textarea')) { target.focus(); target.select(); } else target.click();
});
// A click on the number of a line of code says that a comment is on it.
document.addEventListener('click', event => {
  const line = event.target.closest('.numbered .line');
  const field = document.querySelector('#decide [name=line]');
  if (!line || !field || event.clientX - line.getBoundingClientRect().left > 50) return;
  field.value = [...line.parentNode.querySelectorAll('.line')].indexOf(line) + 1;
  if (field.form.elements.scope) field.form.elements.scope.value = 'one';
  field.form.elements.words.focus();
});
