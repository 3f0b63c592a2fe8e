import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from penata.config import browser, styles

PACKAGE = styles.PACKAGE
installed = pytest.mark.skipif(
    not Path(settings.NODE_MODULES).is_dir(), reason="the browser libraries are not installed (npm ci)"
)


@installed
def test_every_static_file_that_a_page_names_exists():
    named = re.compile(r"""{% static ['"]([^'"]+)['"] %}""")
    missing = {
        f"{template.relative_to(PACKAGE)}: {name}"
        for template in PACKAGE.rglob("templates/**/*.html")
        for name in named.findall(template.read_text())
        if finders.find(name) is None
    }
    assert not missing


@installed
def test_a_portal_page_with_a_map_loads_in_150_kilobytes(client):
    page = client.get("/ui/").text
    names = {n for n in re.findall(r'(?:href|src)="/static/([^"]+)"', page) if "chart" not in n}
    names.add("browser/jakarta/plus-jakarta-sans-latin-wght-normal.woff2")
    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in names}
    sizes["the page"] = len(gzip.compress(page.encode(), 9))
    assert sum(sizes.values()) <= 150_000, sizes


def test_no_page_writes_a_script_or_a_style_into_itself():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|application/json))")
    found = [
        f"{template.relative_to(PACKAGE)}: {match[0]}"
        for template in PACKAGE.rglob("templates/**/*.html")
        if (match := inline.search(template.read_text()))
    ]
    assert not found


def test_only_rules_whose_classes_are_used_are_picked():
    css = """/* x */ @import "a.css"; :root,:host{--a:1} .btn,.card>.btn,.nav:not(.btn,.x){color:red}
    @media (min-width:1px){.card{a:b}.btn:hover{c:d}} @media print{.card{a:b}} .btn::after{content:"}"}
    @keyframes k{to{a:b}} .w\\.5{a:b}"""
    assert styles.picked(css, {"btn", "nav"}) == (
        '@import "a.css";:root,:host{--a:1}.btn{color:red}'
        '@media (min-width:1px){.btn:hover{c:d}}.btn::after{content:"}"}@keyframes k{to{a:b}}'
    )


def test_nothing_else_of_the_libraries_is_served():
    assert finders.find("browser/leaflet/leaflet-src.js") is None
    assert finders.find("browser/leaflet/../package.json") is None
    assert finders.find("browser/echarts/echarts.js") is None


@installed
def test_collecting_again_does_nothing(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert browser._fingerprint() == browser._fingerprint()
