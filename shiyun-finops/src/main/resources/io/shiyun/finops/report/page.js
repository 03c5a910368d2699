"use strict";
document.querySelectorAll(".point").forEach(function (point) {
  function say() {
    var said = point.ownerSVGElement.parentNode.querySelector(".said");
    said.textContent = point.querySelector("title").textContent;
  }
  point.addEventListener("click", say);
  point.addEventListener("focus", say);
});
if (/^#\d{4}-\d{2}-\d{2}$/.test(location.hash)) {
  var wanted = document.querySelector('.point[data-day="' + location.hash.slice(1) + '"]');
  if (wanted) {
    wanted.dispatchEvent(new Event("click"));
  }
}
document.documentElement.setAttribute("data-script", "ran");
