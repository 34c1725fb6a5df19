// What is being written survives a lost connection: it is kept in this tab alone, and forgotten once it was taken
// or the tab is closed. Fields that lead to a person are not kept. Without this the pages work as well.
(function () {
  "use strict";
  var form = document.querySelector("form[data-draft]");
  var store;
  try { store = window.sessionStorage; } catch (error) { return; }
  var prefix = "draft ";

  function keys() {
    var found = [];
    for (var at = 0; at < store.length; at++) if (store.key(at).indexOf(prefix) === 0) found.push(store.key(at));
    return found;
  }
  function read(key) {
    try { return JSON.parse(store.getItem(key)); } catch (error) { return null; }
  }
  // A page that is no form came after what was sent: it was taken.
  if (!form) {
    if (!document.body.dataset.unsent) {
      keys().forEach(function (key) { var one = read(key); if (!one || one.sent) store.removeItem(key); });
    }
    return;
  }
  var key = prefix + form.getAttribute("action");

  function kept(element) {
    return element.name && element.name[0] !== "_" && !element.closest("[data-secret]");
  }
  function values() {
    var found = {};
    Array.prototype.forEach.call(form.elements, function (element) {
      if (!kept(element)) return;
      var ticks = element.type === "checkbox" || element.type === "radio";
      if (ticks && !element.checked) return;
      if (element.value) (found[element.name] = found[element.name] || []).push(element.value);
    });
    return found;
  }
  function put(said) {
    Array.prototype.forEach.call(form.elements, function (element) {
      if (!kept(element)) return;
      var these = said[element.name] || [];
      if (element.type === "checkbox" || element.type === "radio") element.checked = these.indexOf(element.value) >= 0;
      else if (these.length) element.value = these[0];
    });
  }
  var begun = JSON.stringify(values());
  function keep(sent) {
    var said = values();
    try {
      if (JSON.stringify(said) === begun && !sent) store.removeItem(key);
      else store.setItem(key, JSON.stringify({ said: said, sent: sent }));
    } catch (error) { /* full: nothing is kept */ }
  }
  var draft = read(key);
  var note = document.getElementById("draft");
  // A form that the desk has answered has all that was written in it already.
  if (draft && draft.said && !form.hasAttribute("data-answered") && JSON.stringify(draft.said) !== begun) {
    put(draft.said);
    note.hidden = false;
    note.querySelector("button").addEventListener("click", function () {
      store.removeItem(key);
      put(JSON.parse(begun));
      form.reset();
      note.hidden = true;
    });
  }
  form.addEventListener("input", function () { keep(false); });
  form.addEventListener("change", function () { keep(false); });
  form.addEventListener("submit", function () { keep(true); });
})();
