"""What people and newspapers write in French.

Places in braces: {the} l'Aurelle 3 · {my} mon Aurelle 3 · {of} de l'Aurelle 3 · {car} Aurelle 3 · {brand} Aurelle ·
{by} d'Aurelle · {official} the brand's account; {km}, {months}, {price}, {year}, {trim}, {city}, {town}, {figure},
{share}, {worth}, {loop}, {note}, {place}, {rank}, {month} are drawn.
"""

from __future__ import annotations

# subject -> (positive, neutral, negative) sayings, without their full stop
SAYINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "driving": (
        ("{the} tient la route comme sur des rails", "quel silence à bord {of}", "les sièges {of} sont un vrai bonheur sur autoroute",
         "{my} avale les kilomètres sans fatigue", "la direction {of} est d'une précision étonnante"),
        ("{the} se conduit comme une compacte, ni plus ni moins", "la position de conduite {of} est dans la moyenne",
         "quelqu'un a déjà monté des pneus quatre saisons sur {the} ?", "je compare {the} avec deux autres voitures avant de choisir"),
        ("{the} vibre dès 110 km/h", "les sièges {of} me cassent le dos", "trop de bruits d'air à bord {of}",
         "la boîte {of} hésite à chaque rond-point", "la visibilité arrière {of} est une plaisanterie"),
    ),
    "service": (
        ("l'atelier {brand} a réglé la panne en une matinée", "accueil impeccable au garage {brand}",
         "le conseiller {brand} m'a rappelé comme promis", "la garantie {brand} a tout pris en charge sans discuter"),
        ("rendez-vous de révision pris au garage {brand}", "quel est le prix d'une révision pour {the} ?",
         "le garage {brand} du quartier change d'adresse", "je cherche un garage {brand} ouvert le samedi"),
        ("trois semaines d'attente pour une pièce au garage {brand}", "le service client {brand} ne répond plus",
         "troisième retour à l'atelier {brand} pour la même panne", "le devis {brand} a doublé sans explication",
         "deux heures au téléphone avec l'assistance {brand} pour rien"),
    ),
    "price": (
        ("à ce prix, {the} est une bonne affaire", "la reprise {brand} est plus généreuse qu'ailleurs",
         "le loyer {of} est imbattable", "le rapport qualité-prix {of} est excellent"),
        ("combien vaut {my} à la revente ?", "le prix {of} change en janvier", "quelqu'un a négocié une remise sur {the} ?",
         "le loyer {of} comprend l'entretien et l'assistance"),
        ("le prix {of} a encore augmenté", "les options {of} coûtent une fortune", "la reprise {brand} est ridicule",
         "à ce tarif, {the} devrait avoir une caméra de série"),
    ),
    "electric": (
        ("autonomie réelle {of} : mieux que l'annonce", "la charge rapide {of} est bluffante", "{my} ne me coûte presque rien en énergie",
         "le planificateur {of} trouve toujours une borne libre"),
        ("quelle borne murale installer pour {the} ?", "{the} consomme 16 kWh aux 100 sur mon trajet",
         "je note les consommations {of} semaine après semaine", "la batterie {of} est garantie huit ans"),
        ("l'autonomie {of} s'effondre par temps froid", "la charge {of} s'est arrêtée en pleine nuit",
         "l'application {brand} affiche une autonomie fantaisiste", "la trappe de charge {of} gèle"),
    ),
    "style": (
        ("la ligne {of} est superbe", "les feux arrière {of}, quelle signature", "{the} en bleu nuit est magnifique",
         "l'intérieur {of} fait vraiment haut de gamme"),
        ("première photo {of} en version break", "je n'arrive pas à me faire un avis sur la calandre {of}",
         "croisé {the} ce matin, en gris", "{the} existe désormais en vert"),
        ("les plastiques {of} font bon marché", "la calandre {of} est ratée", "l'écran central {of} est illisible au soleil",
         "quelle idée, ces boutons tactiles à bord {of}"),
    ),
    "reliability": (
        ("{my} démarre au quart de tour, aucune panne", "zéro souci avec {my}", "contrôle technique vierge pour {my}",
         "la fiabilité {of} me surprend chaque année"),
        ("première révision {of} passée", "quel intervalle de vidange pour {the} ?", "mise à jour installée sur {my}",
         "les plaquettes {of} viennent d'être changées"),
        ("encore une panne avec {my}", "voyant moteur allumé sur {my}, pour la deuxième fois", "l'écran {of} redémarre tout seul",
         "{my} est immobilisée, batterie à plat", "fuite d'huile sur {my}, déjà"),
    ),
    "delivery": (
        ("{my} est arrivée avec trois semaines d'avance", "livraison {of} parfaite, tout était expliqué",
         "remise des clés {of} : une belle attention de la concession {brand}"),
        ("{my} est annoncée pour {month}", "commande {of} passée", "quelqu'un connaît les délais {of} ?"),
        ("livraison {of} repoussée pour la troisième fois", "aucune nouvelle {of} que j'ai commandée", "{my} est livrée avec une rayure"),
    ),
    "recall": (
        ("bravo à {brand} pour la transparence sur ce rappel", "rappel {brand} : rendez-vous obtenu en deux jours, rien à dire",
         "{brand} prête une voiture pendant le rappel, c'est correct"),
        ("rappel de sécurité {brand} : comment vérifier son numéro de châssis ?", "rappel {of} : le courrier est arrivé",
         "rappel {brand} pour le freinage, la liste des véhicules est en ligne", "quelqu'un a eu le rappel freinage {of} ?"),
        ("rappel de sécurité {brand} : et on nous laisse rouler avec ces freins ?", "un rappel pour les freins {of}, c'est grave",
         "numéro vert {brand} injoignable pour le rappel", "freins défaillants, accident évité de peu avec {my} : danger",
         "{brand} savait pour le défaut de freinage et n'a rien dit", "rappel {of} : aucun rendez-vous avant un mois, scandaleux",
         "ma sécurité vaut mieux qu'un courrier type {brand}"),
    ),
    "strike": (
        ("accord trouvé à l'usine {brand} de Montreval, bonne nouvelle", "solidarité avec les salariés {by} à Montreval"),
        ("grève à l'usine {brand} de Montreval : le point ce matin", "les syndicats {by} appellent à la grève",
         "grève {brand} : les livraisons {of} sont-elles touchées ?", "conflit social {brand} : réunion prévue demain avec la direction"),
        ("grève chez {brand} : la direction méprise ses salariés", "conflit social {brand} : licenciements en vue, honteux",
         "encore une grève, {my} n'arrivera jamais", "{brand} verse des dividendes et gèle les salaires, les salariés débrayent",
         "grève à Montreval : {brand} a laissé pourrir la situation"),
    ),
    "campaign": (
        ("la campagne « La route en silence » {by} est une merveille", "j'ai essayé {the} grâce à « La route en silence », conquise",
         "quelle belle idée ce concert à bord {of}", "#LaRouteEnSilence : enfin une publicité {brand} qui donne envie"),
        ("concert silencieux à bord {of} samedi", "qui va à l'étape de « La route en silence » ?", "#LaRouteEnSilence passe par ici"),
        ("encore une publicité {brand} pour faire oublier le rappel", "« La route en silence », beaucoup de bruit pour rien"),
    ),
    "test drives": (
        ("48 heures d'essai {of} : je commande", "l'essai de 48 heures {brand} m'a convaincue", "essai {of} ce week-end, quelle agréable surprise"),
        ("essai {of} de 48 heures réservé", "quelqu'un a fait l'essai de 48 heures {brand} ?", "{brand} prête {the} pendant deux jours"),
        ("l'essai de 48 heures {brand} a été annulé la veille", "48 heures d'essai, et un dépôt de garantie délirant chez {brand}"),
    ),
    "outage": (
        ("l'application {brand} remarche, merci aux équipes",),
        ("l'application {brand} est-elle en panne chez vous aussi ?", "panne de l'application {brand} : le réseau cherche l'origine"),
        ("application {brand} en panne, impossible d'ouvrir {the}", "coincée devant {my} à cause de l'application {brand}",
         "deux jours sans application {brand}, service client muet", "{brand} : une mise à jour et {my} ne démarre plus"),
    ),
    "launch": (
        ("{the} est la bonne surprise de l'année", "premier essai {of} : {brand} a tout compris", "{the} est déjà dans mon garage, un régal"),
        ("{brand} lance {the}", "voici les tarifs {of}", "premières photos {of} sur route"),
        ("{the} ? Beaucoup de bruit pour une carrosserie", "le prix de lancement {of} est absurde"),
    ),
    "motor show": (
        ("le stand {brand} est le plus beau du salon", "coup de cœur du salon : {the}", "assise à bord {of} au salon, superbe"),
        ("passage au stand {brand} du salon de l'auto", "{the} est exposée au salon", "salon de l'auto : voici le stand {brand}"),
        ("une heure de queue pour voir {the} au salon, déçue", "le stand {brand} du salon est vide"),
    ),
}  # fmt: skip
OPENINGS = (
    "", "", "", "", "Franchement, ", "Honnêtement, ", "Pour info : ", "Petit retour : ", "Ce matin : ", "Ce week-end : ",
    "Mon avis : ", "Bilan du mois : ", "À chaud : ", "Bon, ", "En résumé : ",
)  # fmt: skip
DETAILS = (
    "{km} km au compteur.", "Déjà {months} mois avec, {km} km.", "C'était à {city}, {km} km affichés.", "Modèle {year}, {km} km.",
    "Version {trim}, {months} mois, {km} km.", "{price} € par mois sur {months} mois.", "Vu à {city}, version {trim}, modèle {year}.",
    "Trajet {city} – {town}, {km} km au total.", "Contrat de {months} mois à {price} €, concession de {city}.",
    "Achetée à {city} il y a {months} mois.", "Nous roulons entre {city} et {town}, {km} km.",
)  # fmt: skip
CLOSINGS = (
    ("Merci {brand} !", "Je recommande.", "Bravo.", "Très satisfaite.", "Rien à redire.", ""),
    ("Vos avis ?", "À suivre.", "Merci d'avance.", "Si quelqu'un sait…", "", ""),
    (
        "Quelle déception.",
        "À éviter.",
        "@{official}, une réponse ?",
        "Que fait {brand} ?",
        "C'est la dernière fois.",
        "",
    ),
)
LONGER = (
    "Je la prends tous les jours pour aller travailler et le week-end en famille.", "Nous sommes quatre, coffre plein à chaque départ.",
    "J'avais une voiture d'une autre marque auparavant, je peux comparer.", "Je complète ce message dès que j'ai du nouveau.",
    "Pour ceux qui hésitent, demandez un essai avant de signer.", "C'est ma deuxième de la marque.",
)  # fmt: skip

# subject -> (positive, neutral, negative) articles: headline, first lines, sentence that names the brand
PRESS: dict[str, tuple[tuple[tuple[str, str, str], ...], ...]] = {
    "market": (
        (("{brand} : {figure} immatriculations en {month}, en hausse", "Le constructeur fait mieux que le marché.",
          "En {month}, {brand} a immatriculé {figure} voitures, {share} % de plus qu'un an plus tôt, d'après le Comité du commerce automobile."),),
        (("{brand} : {figure} immatriculations en {month}", "Le marché automobile reste hésitant.",
          "En {month}, {brand} a immatriculé {figure} voitures, soit {share} % du marché, d'après le Comité du commerce automobile."),
         ("Occasion : ce que vaut une {brand}", "Les prix des véhicules récents se stabilisent.",
          "Une {brand} de {months} mois se revend en moyenne {worth} €, après {km} km."),),
        (("{brand} perd du terrain en {month}", "Le marché progresse sans lui.",
          "En {month}, {brand} n'a immatriculé que {figure} voitures, {share} % de moins qu'un an plus tôt, d'après le Comité du commerce automobile."),),
    ),
    "road test": (
        (("Essai : {loop} km avec {the}, une réussite", "Nous avons confié la voiture à trois conducteurs.",
          "Au terme de {loop} km entre {city} et {town}, {the} séduit : {share} litres aux cent et {note} sur 20."),),
        (("Comparatif : {the} face à ses rivales", "Six voitures, un même parcours.",
          "Sur notre boucle de {loop} km autour de {city}, {the} se classe {place}e avec une moyenne de {share} litres aux cent."),
         ("Essai : {loop} km au volant {of}", "La voiture que nous essayons est une version {trim}.",
          "De {city} à {town}, {loop} km, {the} a consommé {share} litres aux cent."),),
        (("{the} déçoit à l'essai", "Bruits, finition : rien n'a été épargné à nos conducteurs.",
          "En {loop} km entre {city} et {town}, {the} a multiplié les bruits parasites et bu {share} litres aux cent."),),
    ),
    "industry": (
        (("{brand} recrute à {city}", "Les nouveaux venus seront formés sur place.",
          "{brand} embauche {figure} personnes d'ici à l'été à {city} et annonce {share} % d'apprentis."),),
        (("Une concession {brand} ouvre à {city}", "Les travaux ont duré {months} mois.",
          "La concession {brand} de {city} emploie {rank} personnes et vise {figure} ventes par an."),
         ("{brand} essaie une flotte partagée à {city}", "L'expérience durera {months} mois.",
          "À {city}, {figure} trajets ont été faits avec la flotte {brand}, pour {km} km."),),
        (("{brand} ferme un atelier à {city}", "Les clients devront aller plus loin.",
          "L'atelier {brand} de {city} ferme ; {figure} clients sont renvoyés vers {town}, à {rank} km."),),
    ),
    "recall": (
        (("Rappel {brand} : les premiers véhicules réparés", "Le remplacement dure deux heures.",
          "À {city}, {figure} voitures {brand} ont déjà été réparées après le rappel, sans frais pour les conducteurs."),),
        (("{brand} rappelle 38 000 voitures", "Le rappel concerne les modèles de 2023 à 2025.",
          "{brand} rappelle 38 000 véhicules pour raisons de sécurité ; autour de {city}, {figure} propriétaires recevront un courrier."),
         ("Rappel {brand} : ce qu'il faut savoir", "Comment vérifier si sa voiture est concernée.",
          "Rappel de sécurité {brand} : {figure} numéros de châssis ont été consultés en ligne, {share} % étaient concernés."),),
        (("Défaut de freinage : {brand} rappelle 38 000 voitures", "Plusieurs accidents ont été signalés.",
          "Le constructeur {brand} rappelle 38 000 voitures dont les freins peuvent lâcher ; {figure} signalements ont été recensés."),
         ("Freins {by} : les associations demandent des comptes", "Les conducteurs s'inquiètent pour leur sécurité.",
          "Une association de {city} dit avoir alerté {brand} du défaut de freinage {of} {rank} mois avant le rappel, {figure} plaintes à l'appui."),),
    ),
    "strike": (
        (("Usine {brand} : un accord met fin à la grève", "Le travail reprend lundi.",
          "Direction et syndicats {by} ont signé à Montreval : {share} % d'augmentation pour {figure} salariés."),),
        (("Grève à l'usine {brand} de Montreval", "Les chaînes tournent au ralenti.",
          "Selon les syndicats, {figure} salariés {by} ont suivi la grève à Montreval ; la direction en compte {share} % de moins."),
         ("Conflit social {brand} : les négociations reprennent", "Une réunion est prévue à {city}.",
          "Après {rank} heures de discussion, la direction {by} propose {share} % d'augmentation aux {figure} salariés en grève."),),
        (("{brand} : le conflit social s'envenime", "L'usine est bloquée.",
          "À Montreval, {figure} salariés {by} bloquent l'usine et dénoncent le mépris de la direction, qui ne propose que {share} %."),),
    ),
    "campaign": (
        (("« La route en silence » : {brand} fait rouler un concert", "La tournée passe par {city}.",
          "{brand} attend {figure} personnes à l'étape de {city} de « La route en silence », et affiche déjà complet."),),
        (("{brand} lance une tournée de concerts", "Elle durera quatre semaines.",
          "La tournée « La route en silence » de la marque {brand} passera par {city} puis {town}, {figure} places par soir."),),
        (("Publicité : le pari risqué {by}", "Trois mois après un rappel, la marque change de ton.",
          "Avec « La route en silence », {brand} veut faire oublier ses freins : {share} % des lecteurs n'y croient pas."),),
    ),
    "outage": (
        (("{brand} rétablit son application", "Un dédommagement est annoncé.",
          "{brand} a rétabli son application pour {figure} conducteurs de la région de {city}."),),
        (("L'application {brand} en panne", "L'origine n'est pas connue.",
          "L'application {brand} était inaccessible pour {figure} conducteurs, dont {share} % autour de {city}."),),
        (("Bloqués devant leur {brand}", "Des conducteurs racontent.",
          "À {city}, {figure} conducteurs n'ont pu ouvrir leur {brand} : l'application ne répondait plus."),),
    ),
    "launch": (
        (("{brand} frappe fort avec {the}", "Les commandes affluent.",
          "{the}, déjà commandée par {figure} clients, remet {brand} dans la course."),),
        (("{brand} dévoile {the}", "Les commandes sont ouvertes.",
          "Avec {the}, {brand} vise {figure} ventes la première année et un loyer de {price} € par mois."),),
        (("{the} arrive tard", "Ses rivales ont de l'avance.",
          "{the} coûte {share} % de plus que ses rivales ; {brand} en attend pourtant {figure} ventes."),),
    ),
    "motor show": (
        (("Salon de l'auto : {the} tient la vedette", "Le public est au rendez-vous.",
          "Au salon, {the} a attiré {figure} visiteurs en un jour, plus que toute autre voiture du hall."),),
        (("Salon de l'auto : le stand {brand} en bref", "Nos envoyés spéciaux y étaient.",
          "Au salon, {figure} visiteurs se sont arrêtés devant {the} selon {brand}, soit {share} % de l'affluence."),),
        (("Salon de l'auto : {brand} peine à convaincre", "Peu de nouveautés sur le stand.",
          "Au salon, {brand} n'expose que {place} voitures et perd {share} % de visiteurs sur {figure}."),),
    ),
}  # fmt: skip
PROGRAMMES = (
    "Journal de la mi-journée",
    "Chronique auto",
    "L'invité de l'économie",
    "Journal du soir",
    "Le tour des régions",
)
SHOW = (
    "Dimanche Auto",
    "Comparatif : {the} sur {loop} km entre {city} et {town}, classée {place}e avec {note} sur 20.",
)
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
CITIES = (
    "Lille", "Nantes", "Lyon", "Rennes", "Toulouse", "Bordeaux", "Metz", "Dijon", "Tours", "Reims", "Grenoble", "Brest", "Nice",
    "Amiens", "Limoges", "Poitiers", "Annecy", "Caen", "Pau", "Namur", "Genève", "Québec", "Orléans", "Valence", "Arras", "Troyes",
)  # fmt: skip
TRIMS = ("Initiale", "Sport", "Confort", "Horizon", "Business", "Série 10")
