"""Writes the samples of web analytics beside this file: headers and quirks of the real exports, rows invented here.

python -m tests.formats.write_web
"""

from __future__ import annotations

from tests.formats.write_samples import HERE, write_text
from tests.formats.write_search import write_numbers

RULE = "# " + "-" * 40


def ga4():
    top = f"{RULE}\n# Pages and screens: Page path and screen class\n# Account: Aurelle\n# Property: Aurelle GA4\n{RULE}\n# \n# All Users\n"
    period = "# Start date: 20260101\n# End date: 20260131\n"
    pages = [
        ["Page path and screen class", "Views", "Active users", "Views per active user", "Average engagement time per active user", "Key events ", "Total revenue", "Bounce rate"],
        ["/citadine", "12688", "9153", "1.3862121708729378", "109.99814268545832", "4", "0", "0.3799847599695199"],
        ["/essai, reprise", "10182", "8402", "1.2118543203999048", "85.70328493215901", "0", "120.5", "0.44517251970922495"],
    ]  # fmt: skip
    write_text("ga4.pages.csv", pages, before=top + period)
    french = f"{RULE}\n# Pages et écrans : Chemin de la page et classe de l'écran\n# Compte : Aurelle\n# Propriété : Aurelle GA4\n{RULE}\n# \n# Tous les utilisateurs\n# Date de début : 20260101\n# Date de fin : 20260131\n"
    rows = [["Chemin de la page et classe de l'écran", "Vues", "Utilisateurs actifs", "Événements clés", "Revenu total"], ["/", "12688", "9153", "0", "0"]]  # fmt: skip
    write_text("ga4.fr.csv", rows, before=french.replace("\n", "\r\n"), end="\r\n")
    blocks = f"""{RULE}
# Reports snapshot
# Account: Aurelle
# Property: Aurelle GA4
{RULE}
#\x20\x20
# Start date: 20260101
# End date: 20260131
Nth week,Active users
0000,13
0001,22
0002,18

# Start date: 20260101
# End date: 20260131
Nth week,Average engagement time per active user
0000,65.76923076923077

# Where do your new users come from?
# Start date: 20260101
# End date: 20260131
First user primary channel group (Default Channel Group),New users
Organic Search,40
Organic Social,7
# Start date: 20260101
# End date: 20260131
Nth day,New users
0000,2
0001,0

# How are active users trending?
# Start date: 20260101
# End date: 20260131
Nth day,30 days,7 days,1 day
0000,101,14,1

# What are your top performing key events?
# Start date: 20260101
# End date: 20260131
Event name,Key events

# Start date: 20260101
# End date: 20260131
Date,Sessions
20260110,9
20260102,7
"""
    (HERE / "ga4.blocks.csv").write_text(blocks, encoding="utf-8", newline="")
    sources = [
        ["Session source / medium", "Sessions", "Engaged sessions", "Engagement rate", "Event count", "Key events", "Total revenue"],
        ["google / organic", "420", "301", "0.7166", "2100", "12", "900.5"],
        ["l.facebook.com / referral", "36", "20", "0.5555", "110", "1", "0"],
        ["t.co / referral", "12", "4", "0.3333", "30", "0", "0"],
        ["(direct) / (none)", "200", "90", "0.45", "800", "3", "35"],
    ]  # fmt: skip
    title = top.replace("Pages and screens: Page path and screen class", "Traffic acquisition: Session source / medium")
    write_text("ga4_acquisition.csv", sources, before=title + period)


def universal():
    def head(title, period):
        return f"{RULE}\r\n# All Web Site Data\r\n# {title}\r\n# {period}\r\n{RULE}\r\n\r\n"

    dutch = [
        ["Browser", "Browserversie", "Sessies", "% nieuwe sessies", "Nieuwe gebruikers", "Bouncepercentage", "Pagina's/sessie", "Gem. sessieduur"],
        ["Chrome", "40.0", "2.546", "99,88%", "2.543", "85,98%", "1,15", "00:00:31"],
        ["Firefox", "35.0", "12", "91,67%", "11", "80,00%", "1,20", "00:01:02"],
        ["", "", "2.558", "99,84%", "2.554", "85,95%", "1,15", "00:00:31"],
    ]  # fmt: skip
    write_text("universal_analytics.nl.csv", dutch, before=head("Browser", "20141201-20141231"), end="\r\n")
    write_text(
        "universal_analytics_days.csv",
        [["Day Index", "Sessions"], ["7/1/15", "1,234"], ["7/2/15", "1,102"], ["7/3/15", "987"], ["", "3,323"]],
        before=head("Audience Overview", "20150701-20150703"),
        end="\r\n",
    )
    two = head("Audience Overview", "20220701-20220702") + "Country,Sessions\r\nFrance,\"1,900\"\r\nBelgium,100\r\n,\"2,000\"\r\n\r\n"  # fmt: skip
    write_text(
        "universal_analytics.two_tables.csv",
        [["Day Index", "Sessions"], ["01/07/2022", "1,100"], ["02/07/2022", "900"], ["", "2,000"]],
        before=two,
        end="\r\n",
    )
    pages = [["Page", "Pageviews", "Unique Pageviews", "Avg. Time on Page", "Entrances", "Bounce Rate", "% Exit", "Page Value"],
             ["/citadine", 11649, 10472, 388.75, 10450, 0.906, 0.886, 0], ["/", 2250, 1637, 22.86, 704, 0.58, 0.33, 0], ["", 93480, 80528, 58.2, 70002, 0.86, 0.85, 0]]  # fmt: skip
    sheets = {
        "Summary": [["All Web Site Data"], ["Pages"], ["20220701-20220702"], ["Links to data:"]],
        "Dataset1": pages,
        "Dataset2": [["Day Index", "Pageviews"], ["2022-07-01", 1022], ["2022-07-02", 994], ["", 2016]],
    }
    write_numbers("universal_analytics_pages.xlsx", sheets)
    sources = [
        ["Source / Medium", "Users", "New Users", "Sessions", "Bounce Rate", "Goal Completions", "Revenue"],
        ["google / organic", "1,200", "900", "1,500", "40.00%", "12", "1,350.50"],
        ["m.facebook.com / referral", "30", "20", "36", "60.00%", "1", "0.00"],
        ["", "1,230", "920", "1,536", "40.47%", "13", "1,350.50"],
    ]  # fmt: skip
    write_text("universal_acquisition.csv", sources, before=head("Source/Medium", "20220701-20220731"), end="\r\n")


def matomo():
    header = ["label", "nb_uniq_visitors", "nb_visits", "nb_actions", "max_actions", "sum_visit_length", "bounce_count", "metadata_url"]  # fmt: skip
    rows = [["/citadine", "80", "96", "240", "9", "4410", "31", "https://aurelle.example/citadine"], ["/essai", "12", "12", "12", "1", "0", "12", ""]]  # fmt: skip
    write_text("matomo.utf16.csv", [header, *rows], encoding="utf-16")
    days = [["date", "nb_uniq_visitors", "nb_visits", "nb_actions", "avg_time_on_site"], ["2026-01-01", "80", "96", "240", "41"], ["2026-01-02", "12", "12", "12", "0"]]  # fmt: skip
    write_text("matomo_days.csv", days)


def google_ads():
    header = ["Campaign status", "Campaign", "Budget", "Currency code", "Clicks", "Impr.", "CTR", "Cost", "Search impr. share", "Conversions", "Conv. value"]  # fmt: skip
    rows = [
        ["Enabled", "Citadine", "10.00", "EUR", "264", "9,380", "2.81%", "365.22", "< 10%", "25.00", "841.23"],
        ["Paused", "Essai", "5.00", "EUR", "0", "20", "0.00%", "0.00", " --", "0.00", " --"],
        ["Total: Campaigns", " --", " --", "EUR", "264", "9,400", "2.81%", "365.22", "< 10%", "25.00", "841.23"],
        ["Total: Account", "", "", "EUR", "264", "9,400", "2.81%", "365.22", "< 10%", "25.00", "841.23"],
    ]
    before = "Campaign report\r\n27 January 2026 - 23 February 2026\r\n"
    write_text("google_ads.csv", [header, *rows], delimiter="\t", encoding="utf-16", end="\r\n", before=before)


def sheets():
    days = [["date", "page_views", "unique_page_views", "users"], ["2026-01-30", "246", "", "94"], ["2026-01-31", "224", "180", "115"], ["Total", "470", "180", "209"]]  # fmt: skip
    write_text("sheet_site_days.csv", days)


if __name__ == "__main__":
    for write in (ga4, universal, matomo, google_ads, sheets):
        write()
