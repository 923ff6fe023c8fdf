"""The header rows of the exports that the demonstration imitates, as the tools write them."""

TALKWALKER = (
    "url", "indexed", "published", "search_indexed", "title_snippet", "content_snippet", "title", "content", "root_url",
    "domain_url", "host_url", "parent_url", "lang", "porn_level", "fluency_level", "spam_level", "sentiment", "source_type",
    "post_type", "cluster_id", "meta_cluster_id", "tags_internal", "tags_marking", "tags_customer", "entity_urls", "images.url",
    "matched_profile", "source_extended_attributes.facebook_followers", "source_extended_attributes.twitter_followers",
    "source_extended_attributes.instagram_followers", "extra_author_attributes.id", "extra_author_attributes.type",
    "extra_author_attributes.name", "extra_author_attributes.short_name", "extra_author_attributes.world_data.country_code",
    "extra_source_attributes.world_data.country_code", "engagement", "reach", "provider", "extra_source_attributes.name", "word_count",
)  # fmt: skip
BRANDWATCH = (
    "Query Id", "Query Name", "Date", "Title", "Snippet", "Url", "Domain", "Sentiment", "Page Type", "Language", "Country Code",
    "Country", "Added", "Author", "Engagement Type", "Full Text", "Impressions", "Instagram Followers", "Resource Id",
    "X Followers", "X Repost of", "Likes", "Comments", "Shares", "Reach",
)  # fmt: skip
MELTWATER = (
    "Date", "Headline", "URL", "Opening Text", "Hit Sentence", "Source", "Influencer", "Country", "Subregion", "Language",
    "Reach", "Desktop Reach", "Mobile Reach", "Twitter Social Echo", "Facebook Social Echo", "Reddit Social Echo",
    "National Viewership", "Engagement", "AVE", "Sentiment", "Key Phrases", "Input Name", "Keywords", "Twitter Authority",
    "Tweet Id", "Twitter Id", "Twitter Client", "Twitter Screen Name", "User Profile Url", "Twitter Bio", "Twitter Followers",
    "Twitter Following", "Alternate Date Format", "Time", "State", "City", "Document Tags", "Document ID",
)  # fmt: skip
# the product's own templates, with their French headers
FOLLOWERS = ("Date", "Marque", "Canal", "Abonnés", "Compte")
MENTIONS = (
    "Date et heure",
    "Marque",
    "Canal",
    "Texte",
    "Source",
    "Titre",
    "Langue",
    "Pays",
    "Sujet",
    "Tonalité",
    "Portée",
)
SENTIMENT = ("Jour", "Marque", "Canal", "Positif", "Neutre", "Négatif", "Inconnu")
POSTS = (
    "Publié le", "Marque", "Canal", "Publication", "Identifiant", "Format", "Portée", "Réactions", "Commentaires", "Partages",
    "Clics",
)  # fmt: skip
CONVERSATIONS = (
    "Reçu le", "Marque", "Canal", "Message", "Identifiant", "Nature", "Sujet", "Première réponse le", "Traité le", "Résolu le",
    "Réponse attendue", "Résolu", "Satisfait", "À transmettre", "Transmis à", "Transmis le", "Tonalité", "Dernière tonalité",
)  # fmt: skip
RELATIONS = ("Date", "Marque", "Site ou blog", "Nature", "Interlocuteur", "Remarque")
ALERTS = (
    "Alerte", "Marque", "Prise en charge le", "Première retombée", "Direction informée le", "Sujet", "Confirmée",
)  # fmt: skip
SEARCH_AUDITS = ("Date", "Marque", "Requête", "Nature", "Résultat ou suggestion", "Moteur", "Rang", "Tonalité")
SURVEYS = ("Date", "Marque", "Enquête", "Note", "Réponses")
BUSINESS = (
    "Du", "Au", "Marque", "Canal", "Visites", "Ventes", "Chiffre d'affaires", "Devise", "Modèle d'attribution",
)  # fmt: skip
REVIEWS = (
    "Date et heure", "Marque", "Canal", "Texte", "Source", "Auteur", "Titre", "Tonalité", "Lien", "Étoiles", "Répondu",
    "Répondu le",
)  # fmt: skip
EMPLOYEES = (
    "Date et heure", "Marque", "Canal", "Texte", "Source", "Auteur", "Langue", "Tonalité", "Lien", "Étoiles", "Répondu",
)  # fmt: skip
ASSISTANTS = (
    "Date", "Marque", "Assistant", "Modèle", "Question", "Essai", "Marques citées", "Réponse", "Sources citées", "Exact",
)  # fmt: skip
REPORTS = ("Rapport", "Marque", "Échéance", "Remis le")
