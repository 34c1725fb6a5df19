// One stream a page: it says that a thing has changed, and the page offers to be read anew. What is being
// written is never touched. Without this the pages work as well.
(function () {
  "use strict";
  var watched = document.body.dataset.live;
  if (!watched || !window.EventSource) return;
  var news = document.getElementById("news");
  var stream = new EventSource("/live");
  stream.onmessage = function (message) {
    var thing = message.data;
    var kind = thing.split("/")[0];
    if (watched !== "all" && watched !== thing && watched !== kind) return;
    news.hidden = false;
  };
  window.addEventListener("pagehide", function () { stream.close(); });
})();
