"""Every page that a reader can open, in the small site of tests.site.world; the demo site has the same addresses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SitePage:
    name: str
    path: str
    is_members: bool = False  # for a member who is logged in
    status: int = 200


VISITORS = (
    SitePage("home", "/"),
    SitePage("recommendations", "/recommendations/"),
    SitePage("welcome", "/welcome/"),
    SitePage("blend", "/blend/"),
    SitePage("blend-result", "/blend/?like={first}&like={second}&unlike={third}"),
    SitePage("search", "/search/?q={word}"),
    SitePage("search-everything", "/search/"),
    SitePage("search-nothing", "/search/?q=zzqqxxzz"),
    SitePage("anime", "/anime/{first}/"),
    SitePage("similar", "/anime/{first}/similar/"),
    SitePage("rankings-top", "/rankings/"),
    SitePage("rankings-popular", "/rankings/?kind=popular"),
    SitePage("rankings-trending", "/rankings/?kind=trending"),
    SitePage("rankings-airing", "/rankings/?kind=airing"),
    SitePage("rankings-upcoming", "/rankings/?kind=upcoming"),
    SitePage("season", "/seasons/"),
    SitePage("studios", "/studios/"),
    SitePage("login", "/login/"),
    SitePage("register", "/register/"),
    SitePage("password-reset", "/password-reset/"),
    SitePage("about", "/about/"),
    SitePage("help", "/help/"),
    SitePage("terms", "/terms/"),
    SitePage("feedback", "/feedback/"),
    SitePage("feedback-sent", "/feedback/sent/"),
    SitePage("404", "/nowhere/", status=404),
)
MEMBERS = tuple(
    SitePage(f"member-{name}", path, is_members=True)
    for name, path in (
        ("home", "/"),
        ("recommendations", "/recommendations/"),
        ("taste", "/taste/"),
        ("welcome", "/welcome/"),
        ("blend-result", "/blend/?like={first}&unlike={second}"),
        ("search", "/search/?q={word}"),
        ("anime", "/anime/{first}/"),
        ("rankings", "/rankings/"),
        ("season", "/seasons/"),
        ("list", "/favorites/"),
        ("list-rated", "/favorites/?show=rated&sort=score"),
        ("not-interested", "/not-interested/"),
        ("settings", "/settings/"),
        ("password", "/settings/password/"),
        ("delete", "/settings/delete/"),
    )
)
PAGES = VISITORS + MEMBERS
IN_TESTS = {"first": 1, "second": 2, "third": 3, "word": "动漫"}
# Fullmetal Alchemist: Brotherhood, Death Note, Naruto.
IN_CATALOGUE = {"first": 5114, "second": 1535, "third": 20, "word": "jinjidejuren"}
