// <city-chart kind="line|bar" label unit words>: draws the table that it wraps; the table stays, one tap away.
// First column: labels. Each further column: one series, numbers from data-value (or the cell's text).
class CityChart extends HTMLElement {
  connectedCallback() {
    this.table = this.querySelector("table");
    if (this.chart || !this.table || !window.echarts) return;
    this.canvas = document.createElement("div");
    this.canvas.className = "chart-canvas";
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", this.getAttribute("label"));
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = this.getAttribute("words");
    details.append(summary, ...this.childNodes);
    this.append(this.canvas, details);
    this.chart = echarts.init(this.canvas, null, { renderer: "canvas" });
    this.draw();
    new ResizeObserver(() => this.chart.resize()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  draw() {
    const style = getComputedStyle(this);
    const color = (name) => style.getPropertyValue(`--${name}`).trim();
    const heads = [...this.table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const rows = [...this.table.tBodies[0].rows].map((row) => [...row.cells]);
    const value = (cell) => (cell.dataset.value ?? cell.textContent.trim()) === "" ? null : Number(cell.dataset.value ?? cell.textContent);
    const words = { color: color("ink"), fontFamily: style.fontFamily, fontSize: 14 };
    const line = { lineStyle: { color: color("line") } };
    const kind = this.getAttribute("kind") || "line";
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const dashes = ["solid", "dashed", "dotted"];
    this.chart.setOption({
      animation: !still,
      color: [color("teal"), color("brick"), color("warning"), color("ink-soft"), color("good")],
      textStyle: words,
      tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: color("paper"), borderColor: color("line-strong"), textStyle: words },
      legend: heads.length > 2 ? { top: 0, left: 0, textStyle: words } : undefined,
      grid: { left: 0, right: 16, top: heads.length > 2 ? 40 : 16, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: rows.map((row) => row[0].textContent.trim()), axisLabel: words, axisLine: line, axisTick: { show: false } },
      yAxis: { type: "value", axisLabel: words, splitLine: line, name: this.getAttribute("unit") },
      series: heads.slice(1).map((name, index) => ({
        name, type: kind, data: rows.map((row) => value(row[index + 1])),
        barMaxWidth: 48, symbolSize: 7, lineStyle: { width: 2.5, type: dashes[index % 3] },
      })),
    }, true);
  }
}
customElements.define("city-chart", CityChart);
