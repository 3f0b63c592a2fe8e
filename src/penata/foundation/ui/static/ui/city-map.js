// <city-map>: draws boundaries above a list of places, so that a tap chooses what the list could choose too.
// Attributes: label, tiles (address with {z}/{x}/{y}, may be empty), credit, source (address of GeoJSON, may be empty),
// area (the id of a boundary to show), fixed (nothing can be chosen), here and lost (the words of the button that asks
// the device where it is, and what is said when it does not know).
// Inside: <script type="application/json"> with GeoJSON; a select named …area (or [data-area]), inputs named …latitude
// and …longitude; all of them optional. Tells the page with the event "place" (detail: area, latitude, longitude).
class CityMap extends HTMLElement {
  async connectedCallback() {
    if (this.map || !window.L) return;
    this.area = this.querySelector("[data-area], select[name$=area]");
    this.inputs = ["latitude", "longitude"].map((name) => this.querySelector(`[data-${name}], input[name$=${name}]`));
    this.canvas = document.createElement("div");
    this.canvas.className = "map-canvas";
    this.canvas.setAttribute("role", "region");
    this.canvas.setAttribute("aria-label", this.getAttribute("label"));
    this.prepend(this.canvas);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(this.canvas, { scrollWheelZoom: false, zoomSnap: 0.25, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still });
    this.map.attributionControl.setPrefix(false);
    this.map.setView([-2.5, 118], 5);
    if (this.getAttribute("tiles")) L.tileLayer(this.getAttribute("tiles"), { attribution: this.getAttribute("credit"), maxZoom: 19 }).addTo(this.map);
    this.map.on("click", (event) => this.choose(event.latlng));
    const boundaries = await this.boundaries();
    if (boundaries) this.draw(boundaries);
    const [latitude, longitude] = this.inputs.map((input) => parseFloat(input?.value));
    if (Number.isFinite(latitude) && Number.isFinite(longitude)) {
      this.mark({ lat: latitude, lng: longitude });
      if (!boundaries) this.map.setView([latitude, longitude], 15);
    }
    this.area?.addEventListener("change", () => this.highlight(this.area.value, true));
    this.map.on("zoomend", () => this.names());
    this.offerHere();
    const shown = this.area?.value || this.getAttribute("area");
    if (shown) this.highlight(shown, true);
  }

  async boundaries() {
    const written = this.querySelector('script[type="application/json"]');
    if (written) return JSON.parse(written.textContent);
    if (!this.getAttribute("source")) return null;
    const answer = await fetch(this.getAttribute("source"));
    return answer.ok ? answer.json() : null;
  }

  draw(boundaries) {
    this.layer = L.geoJSON(boundaries, {
      style: (feature) => ({ className: this.shade(feature.properties?.shade) }),
      pointToLayer: (feature, place) => L.marker(place, { icon: this.pin(), keyboard: false }),
      onEachFeature: (feature, layer) => {
        layer.on("click", (event) => {
          L.DomEvent.stop(event);
          this.choose(event.latlng, feature.properties?.id ?? feature.id);
        });
      },
    }).addTo(this.map);
    const bounds = this.layer.getBounds();
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [8, 8] });
    this.names();
  }

  // A finger does not hover: a name stands on its area as soon as it fits, and on the chosen one always.
  names() {
    this.layer?.eachLayer((layer) => {
      const name = layer.feature.properties?.name;
      if (!name) return;
      const chosen = layer.getElement?.()?.classList.contains("is-chosen") ?? false;
      const standing = chosen || (layer.getBounds !== undefined && this.width(layer) > 8 * name.length + 16);
      if (layer.getTooltip()?.options.permanent === standing) return;
      layer.unbindTooltip();
      const words = Object.assign(document.createElement("span"), { textContent: name });
      layer.bindTooltip(words, standing ? { permanent: true, direction: "center", className: "map-name" } : { permanent: false, sticky: true });
    });
  }

  width(layer) {
    const bounds = layer.getBounds();
    return this.map.project(bounds.getNorthEast()).x - this.map.project(bounds.getSouthWest()).x;
  }

  // Only where a point can be chosen, and where the browser lets a page ask at all.
  offerHere() {
    if (this.hasAttribute("fixed") || !this.inputs[0] || !this.getAttribute("here") || !navigator.geolocation) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary map-here", textContent: this.getAttribute("here") });
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    this.canvas.after(button, said);
    const lost = () => (said.textContent = this.getAttribute("lost"));
    button.addEventListener("click", () => {
      said.textContent = "";
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        const place = { lat: coords.latitude, lng: coords.longitude };
        this.choose(place, this.areaOf(place));
        this.map.setView(place, Math.max(this.map.getZoom(), 15));
      }, lost, { enableHighAccuracy: true, timeout: 15000 });
    });
  }

  areaOf(place) {
    const within = (ring) => ring.reduce((odd, [x, y], at) => {
      const [u, v] = ring.at(at - 1);
      return y > place.lat !== v > place.lat && place.lng < ((u - x) * (place.lat - y)) / (v - y) + x ? !odd : odd;
    }, false);
    const found = this.layer?.getLayers().find(({ feature }) => {
      const { type, coordinates } = feature.geometry;
      return (type === "MultiPolygon" ? coordinates : type === "Polygon" ? [coordinates] : []).some(([outer, ...holes]) => within(outer) && !holes.some(within));
    });
    return found?.feature.properties?.id ?? found?.feature.id;
  }

  // A feature with "shade" 0 to 4 is filled so far, with null not at all: there is too little to say.
  shade(shade) {
    if (shade === undefined) return "map-area";
    return `map-area ${shade === null ? "is-unknown" : `is-shade-${shade}`}`;
  }

  pin() {
    const html = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    html.setAttribute("viewBox", "0 0 24 24");
    html.setAttribute("class", "icon icon-filled");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M12 23c-1 0-8-8-8-14a8 8 0 0 1 16 0c0 6-7 14-8 14zm0-17a3 3 0 1 0 0 6 3 3 0 0 0 0-6z");
    html.append(path);
    return L.divIcon({ className: "map-pin", html, iconSize: [36, 36], iconAnchor: [18, 35] });
  }

  mark(place) {
    this.marker ??= L.marker(place, { icon: this.pin(), keyboard: false }).addTo(this.map);
    this.marker.setLatLng(place);
  }

  highlight(id, show) {
    this.layer?.eachLayer((layer) => {
      const chosen = String(layer.feature.properties?.id ?? layer.feature.id) === String(id);
      layer.getElement?.()?.classList.toggle("is-chosen", chosen);
      if (chosen && show && layer.getBounds) this.map.fitBounds(layer.getBounds(), { maxZoom: 15, padding: [24, 24] });
    });
    this.names();
  }

  choose(place, area) {
    if (this.hasAttribute("fixed") || (!this.inputs[0] && !this.area)) return;
    this.mark(place);
    const [latitude, longitude] = [place.lat.toFixed(6), place.lng.toFixed(6)];
    if (this.inputs[0]) this.inputs[0].value = latitude;
    if (this.inputs[1]) this.inputs[1].value = longitude;
    if (this.area && area !== undefined) this.area.value = area;
    this.highlight(area, false);
    this.dispatchEvent(new CustomEvent("place", { bubbles: true, detail: { area, latitude, longitude } }));
  }
}
customElements.define("city-map", CityMap);
