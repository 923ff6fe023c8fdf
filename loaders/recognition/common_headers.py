"""Header cells that any tool, or any person, may write: made of common words alone, in seven languages.

`Video views` or `Nouveaux abonnés` name no tool; `Difference in followers from previous day` does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.recognition.headers import plain

LONGEST = 3  # words; a longer header cell is a tool's own wording

_WORDS = """
a account accounts active address age amount and app at author average avg body bookmarks brand by campaign caption
category channel city click clicks comment comments content conversions cost count country created creation ctr
customer date datetime day days description device duration email engaged engagement engagements engaged event events
fans favorites favourites follow follower followers following follows format from gained gains geography growth handle
headline hour id impression impressions in interaction interactions item keyword keywords kind language like likes
link links list location lost mean media medium mention mentions message messages minutes month name net network new
note number of on organic other page pageviews pages paid period permalink photo platform position post posted posts
profile profiles publication published queries query quotes rank rate rating reach reaction reactions read region
replies reply repost reposts result retweet retweets returning revenue review reviews saved saves score sent sentiment
session sessions share shares site social source spend star stars start state status subscriber subscribers summary
tag tags text the theme time times title to tone top topic total totals tweet tweets type unique url user username
users value video videos view viewer viewers views visit visitor visitors visits volume watch web website week words
year

abonne abonnement abonnements abonnes adresse aime annee appareil aperçus au auteur avec avis canal categorie clic
clics commentaire commentaires compte contenu couverture cumul d date de depenses depuis des description du duree
enregistrements et etoiles evolution fans gagnes heure impressions interactions internautes j'aime jaime jour jours l
la langue le les lien marque mention mentions message mois moyenne mot cle nb nom nombre note nouveaux nouvelles
partage partages pays perdus periode plateforme portee post produit profil publication publications publie reaction
reactions recherche reponses requete reseau reseaux region semaine sentiment site source sujet sur taux temps texte
theme titre tonalite total totale trafic type utilisateur utilisateurs valeur ville video videos visionnage visite
visites visiteurs vue vues

abonnenten account anzahl aufrufe autor beitrag beitrage besuche besucher bewertung bild datum der die eindrucke
follower gefallt geteilt hashtag impressionen inhalt interaktionen jahr kanal kampagne klicks kommentar kommentare
konto land link marke mir monat nachricht name netzwerk neue nutzer plattform profil quelle reaktionen reichweite
seite seitenaufrufe sitzungen sprache stadt stimmung tag text thema titel typ uhrzeit und videoaufrufe von woche zeit

alcance autor autora campana canal ciudad clics comentario comentarios compartidos compartir contenido cuenta
descripcion dia el enlace fecha fuente gusta hora idioma impresiones interacciones marca me mensaje mes nombre nuevos
numero pagina paginas pais perfil plataforma publicaciones reproducciones red respuestas seguidores semana sesiones
sentimiento sitio tema texto tipo titulo totales usuario usuarios valoracion visitas vistas visualizaciones y

account anno autore canale citta clic commenti condivisioni contenuto copertura data descrizione fan fonte giorno
impressioni interazioni iscritti lingua marchio mese messaggio mi nome nuovi ora pagina paese piace pubblicazione
profilo piattaforma reazioni rete risposte seguaci sentimento settimana sito testo tipo titolo utenti visite
visualizzazioni

ano autor canal cidade cliques comentarios compartilhamentos conta conteudo curtidas data dia fonte gostos hora idioma
impressoes inscritos interacoes ligacao marca mensagem mes nome novos pagina pais partilhas perfil plataforma reacoes
rede respostas seguidores semana sessoes tema texto tipo titulo usuarios utilizadores visitas visualizacoes

aantal abonnees account auteur bereik berichten bezoekers bezoeken bron dag datum deelacties gebruikers inhoud
interacties jaar kanaal klikken land likes maand merk naam netwerk nieuwe onderwerp opmerkingen pagina platform
profiel reacties sessies stad taal tekst tijd titel totaal type uur vind leuk volgers vertoningen weergaven week
"""
WORDS = frozenset(plain(word) for word in _WORDS.split())
_PLAIN_WORDING = re.compile(r"[\w' /.-]+")


@lru_cache(maxsize=10_000)  # header cells of files: any text
def is_common(cell: str) -> bool:
    """Whether a plain header cell is made of common words alone; one without a letter (a date, a number) is too."""
    words = re.findall(r"[^\W\d]+(?:'[^\W\d]+)?", cell)
    if not words:
        return True
    if len(words) > LONGEST or _PLAIN_WORDING.fullmatch(cell) is None:
        return False
    return all(word in WORDS or len(word) == 1 for word in words)
