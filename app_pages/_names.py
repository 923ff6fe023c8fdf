"""Codes of the store and the English words that a person reads for them; `say` turns the words into French."""

from __future__ import annotations

CODES = {
    # sentiments
    "positive": "positive",
    "neutral": "neutral",
    "negative": "negative",
    "mixed": "mixed",
    "unknown": "not qualified",
    # networks
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "linkedin": "LinkedIn",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "dailymotion": "Dailymotion",
    "viadeo": "Viadeo",
    "pinterest": "Pinterest",
    "reddit": "Reddit",
    "threads": "Threads",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "twitch": "Twitch",
    "snapchat": "Snapchat",
    "telegram": "Telegram",
    "news": "News sites",
    "blog": "Blogs",
    "forum": "Forums",
    "review": "Reviews",
    "tv": "Television",
    "radio": "Radio",
    "podcast": "Podcasts",
    "other": "Other",
    # kinds of source
    "social": "Social networks",
    "press": "Press",
    "broadcast": "Broadcast",
    # roles of brands
    "own": "Ours",
    "competitor": "Competitor",
    # tables
    "mentions": "Mentions",
    "followers": "Followers",
    "sentiment": "Sentiment counts",
    # where an upload came from
    "screen": "this screen",
    "command line": "command line",
    "inbox": "inbox",
    "demonstration": "demonstration",
    # answers to questions
    "dmy": "the day first (31/12/2026)",
    "mdy": "the month first (12/31/2026)",
    "ymd": "a year of two digits first (26/12/31)",
    # fields of the canonical tables
    "published": "date and time",
    "day": "day",
    "brand": "brand",
    "channel": "network",
    "source": "source",
    "author": "author",
    "author_followers": "followers of the author",
    "url": "address (URL)",
    "title": "title",
    "text": "text",
    "language": "language",
    "country": "country",
    "topic": "topic",
    "reach": "reach",
    "engagement": "engagements",
    "is_repost": "repost, yes or no",
    "platform_id": "identifier",
    "account": "account",
    "gained": "followers gained",
    "lost": "followers lost",
    # roles of community managers
    "stagiaire": "intern",
    "senior": "senior",
    # units, directions, intervals and inputs of KPIs
    "count": "number",
    "percent": "percentage",
    "points": "points",
    "days": "days",
    "higher": "higher",
    "lower": "lower",
    "range": "within a range",
    "context": "neither: followed",
    "wilson": "Wilson score",
    "net": "multinomial",
    "none": "none",
    "mention_days": "mentions per day",
    "past_mentions": "mentions before the period",
    "sentiment_days": "sentiment per day",
    "source_days": "coverage of the uploads",
    "verdicts": "verdicts of the objectives",
    # casquettes
    "animation": "Animation: host and spokesperson",
    "relation": "Relation: link with the public",
    "vigilance": "Vigilance: watch",
    "impact": "Impact: effects",
    "steering": "Steering",
}


def named(code: str) -> str:
    """The English words for a code; a code without any is its own."""
    return CODES.get(code, code)
