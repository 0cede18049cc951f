"""Web pages: a municipality's with menus and a cookie notice, a newspaper's with other news around the article.

What stands around the text is the page's, not the document's: nothing of it belongs to the annotation.
"""

from html import escape
from itertools import groupby
from string import Template

from training.renderings.lines import Kind, Line

MUNICIPAL = Template("""<!DOCTYPE html>
<html lang="sv">
<!-- synthetic: true; Påhittat exempel -->
<head>
<meta charset="utf-8">
<meta name="synthetic" content="true">
<title>$title – $site</title>
<meta property="og:type" content="article">
</head>
<body>
<a class="skip" href="#innehall">Till innehållet</a>
<div class="cookie-banner" role="dialog" aria-label="Kakor"><p>Vi använder kakor för att webbplatsen ska fungera så bra
som möjligt.</p><button>Godkänn alla</button><button>Endast nödvändiga</button></div>
<header><a href="/">$site</a>
<nav aria-label="Huvudmeny"><ul><li><a href="/barn">Barn och utbildning</a></li><li><a href="/omsorg">Omsorg och
stöd</a></li><li><a href="/bygga">Bygga, bo och miljö</a></li><li><a href="/kommun">Kommun och
politik</a></li></ul></nav>
<form role="search"><input type="search" aria-label="Sök"><button>Sök</button></form></header>
<nav class="breadcrumb" aria-label="Brödsmulor"><a href="/">Start</a> / <a href="/nyheter">Nyheter</a></nav>
<main id="innehall"><article>
$content
</article></main>
<aside><h2>Fler nyheter</h2><ul><li><a href="/n/1">Simhallen håller stängt vecka 31</a></li><li><a href="/n/2">Så
sorterar du julens avfall</a></li><li><a href="/n/3">Nya öppettider på biblioteket</a></li></ul></aside>
<footer><p>Hjälpte informationen på sidan dig?</p><button>Ja</button><button>Nej</button><ul><li><a
href="/tillganglighet">Tillgänglighetsredogörelse</a></li><li><a href="/kakor">Om kakor</a></li></ul></footer>
</body>
</html>
""")

NEWSPAPER = Template("""<!DOCTYPE html>
<html lang="sv">
<!-- synthetic: true; Påhittat exempel -->
<head>
<meta charset="utf-8">
<meta name="synthetic" content="true">
<title>$title | $site</title>
<meta property="og:type" content="article">
</head>
<body>
<div id="consent"><p>Vi och våra partner lagrar uppgifter på din enhet.</p><button>Acceptera</button></div>
<header><a href="/">$site</a><nav><a href="/nyheter">Nyheter</a> <a href="/sport">Sport</a> <a
href="/kultur">Kultur</a> <a href="/familj">Familj</a> <a href="/e-tidning">E-tidning</a> <a href="/logga-in">Logga
in</a></nav></header>
<div class="ad" aria-hidden="true">Annons</div>
<main><article>
$content
</article>
<section class="share"><a href="#">Dela</a> <a href="#">Tipsa oss</a></section>
<section class="related"><h2>Läs också</h2><ul><li><a href="/a/1">Hockeylaget tog tredje raka segern</a></li><li><a
href="/a/2">Vägarbetet vid rondellen försenat</a></li></ul></section></main>
<div class="ad" aria-hidden="true">Annons</div>
<aside><h2>Mest läst</h2><ol><li><a href="/a/3">Älg på vift i villaområde</a></li><li><a href="/a/4">Här blir det
lopp i helgen</a></li></ol></aside>
<footer><p>Ansvarig utgivare och kundtjänst</p><p>Allt material är skyddat enligt upphovsrättslagen.</p></footer>
</body>
</html>
""")


def municipal(title: str, site: str, content: tuple[Line, ...]) -> bytes:
    """Lay lines out as a page of a municipality's site."""
    return _page(MUNICIPAL, title, site, content)


def newspaper(title: str, site: str, content: tuple[Line, ...]) -> bytes:
    """Lay lines out as a page of a newspaper's site."""
    return _page(NEWSPAPER, title, site, content)


def _page(template: Template, title: str, site: str, content: tuple[Line, ...]) -> bytes:
    parts = [_part(kind, list(group), title) for kind, group in groupby(content, key=lambda line: line.kind)]
    return template.substitute(title=escape(title), site=escape(site), content="\n".join(parts)).encode()


def _part(kind: Kind, group: list[Line], title: str) -> str:
    match kind:
        case Kind.HEADING:
            return "\n".join(_heading(line.cells[0], title) for line in group)
        case Kind.ITEM:
            items = (f"<li>{escape(_unbulleted(line.cells[0]))}</li>" for line in group)
            return "\n".join(("<ul>", *items, "</ul>"))
        case _:
            return "\n".join(f"<p>{escape(' '.join(line.cells))}</p>" for line in group)


def _heading(words: str, title: str) -> str:
    level = "h1" if words == title else "h2"
    return f"<{level}>{escape(words)}</{level}>"


def _unbulleted(words: str) -> str:
    return words.lstrip("•·▪●* ")
