-- Macros for format files. Each takes the text of a cell; what cannot be read without guessing is null.

-- a cell without its outer blanks; no-break spaces count as blanks; an empty cell is null
create or replace macro cell(t) as
    case
        when contains(t, chr(160)) or contains(t, chr(8239))
            then nullif(trim(replace(replace(t, chr(160), ' '), chr(8239), ' ')), '')
        when starts_with(t, ' ') or ends_with(t, ' ') then nullif(trim(t), '')
        else nullif(t, '')
    end;

-- a cell where a measure, a date or a label is expected: placeholders for "no value" are null, never 0
create or replace macro known(t) as
    case
        when strlen(t) > 16
          or t[1] between '0' and '9'
          -- one string, not an `in` list: that would become a join per use
          or not contains(
            '|-|--|–|—|n/a|na|#n/a|nan|none|null|undefined|nc|nd|n.c.|n.d.|n/d|(not set)|(non défini)|not rated|non noté'
            || '|unknown|inconnu|indéterminé|#div/0!|',
            concat('|', lower(cell(t)), '|')
        ) then cell(t)
    end;

-- the key of a text, of 64 bits: what md5_number_lower gives, in a quarter of its time
create or replace macro key_of(t) as cast(md5_number(t) >> 64 as ubigint);

-- text as compared: composed letters, without invisible or direction-changing characters (soft hyphens among them)
create or replace macro clean(t) as
    case
        when strlen(t) = length(t) then nullif(trim(t), '')
        else cell(regexp_replace(nfc_normalize(t), '[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]', '', 'g'))
    end;

-- text that a spreadsheet took for a formula: '=@name' was '@name'
create or replace macro unformula(t) as
    case when t[1] = '=' and t[2] in ('@', '-', '+', '=') then t[2:] else t end;

-- a platform's id, or null when a spreadsheet has rounded it (scientific notation, or more than 15 digits of which
-- those past the fifteenth are zeros)
create or replace macro sound_id(t) as
    case
        when cell(t) is null then null
        when regexp_full_match(cell(t), '[0-9][.,]?[0-9]*[eE]\+?[0-9]+') then null
        when regexp_full_match(cell(t), '[0-9]{15}0+') then null
        else trim(cell(t), '"')
    end;

-- an address without its scheme and www.; null when it is not a web address
create or replace macro bare_url(url) as
    case
        when starts_with(url, 'https://www.') then url[13:]
        when starts_with(url, 'https://m.') then url[11:]
        when starts_with(url, 'https://mobile.') then url[16:]
        when starts_with(url, 'https://') then url[9:]
        when starts_with(url, 'http://www.') then url[12:]
        when starts_with(url, 'http://m.') then url[10:]
        when starts_with(url, 'http://mobile.') then url[15:]
        when starts_with(url, 'http://') then url[8:]
        when regexp_matches(url, '^\s*(?i)https?://[^\s/]+') then regexp_replace(url, '^\s*(?i)https?://(www\.|m\.|mobile\.)?', '')
        else null
    end;

-- an address as compared: without scheme, www., tracking, fragment or trailing slash; twitter.com is x.com
create or replace macro canonical_url(url) as
    case
        when contains(url, '?') or contains(url, '#') or contains(url, 'twitter.com')
            then rtrim(
                regexp_replace(
                    regexp_replace(bare_url(url), '(?i)^twitter\.com', 'x.com'),
                    '#.*$|[?&](utm_[a-z]+|fbclid|gclid|igshid|igsh|mc_cid|mc_eid|ref_src)=[^&#]*', '', 'g'
                ),
                ' /?&'
            )
        when ends_with(url, '/') or ends_with(url, ' ') or ends_with(url, '&') then rtrim(bare_url(url), ' /&')
        else bare_url(url)
    end;

-- the id of the post in an address of X, whatever its author
create or replace macro status_id(url) as
    case when contains(url, '/status')
        then nullif(
            regexp_extract(
                url, '(?i)^https?://(?:www\.|m\.|mobile\.)?(?:twitter|x)\.com/[^/]+/(?:web/)?status(?:es)?/([0-9]+)', 1
            ),
            ''
        )
    end;

-- the site of an address: lemonde.fr; twitter.com is x.com
create or replace macro site(url) as
    -- a list without a match has no first: `nullif` would name the address twice, and what is named twice is computed even
    -- where nothing asks for it
    replace(lower(regexp_extract_all(bare_url(url), '^[^/:?]+')[1]), 'twitter.com', 'x.com');

-- a text without its addresses and repost prefix
create or replace macro without_addresses(t) as
    case
        when contains(t, '://') or starts_with(t, 'RT @')
            then regexp_replace(regexp_replace(t, '^RT @[A-Za-z0-9_]+:?\s*', ''), 'https?://\S+', '', 'g')
        else t
    end;

-- a text as compared: lower case, without addresses, repost prefix, blanks and punctuation. `translate` reads its list of
-- signs anew for each text, and most texts hold only those of the short list
create or replace macro wording(t) as
    case
        when regexp_matches(t, '[`\[\]{}«»“”–—*\\|<>=+~^\t\n\r\x{A0}\x{202F}]')
            then translate(
                lower(without_addresses(t)),
                ' .,;:!?…"''’`()[]{}«»“”-–—_*&#@/\|<>=+~^' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8239),
                ''
            )
        else translate(lower(without_addresses(t)), ' .,;:!?…"''’()-_&#@/', '')
    end;

-- the channel of a network, a page type or a site. In a lambda the cell is computed once, not once per comparison
create or replace macro channel_of_one(t) as
    list_transform(
        [lower(cell(t))],
        lambda word:
            case
                when word is null then null
                when word in ('x', 'x post', 'x.com', 'twitter', 'twitter.com', 'tweet', 'mobile.twitter.com') then 'x'
                when contains(word, 'twitter') then 'x'
                when contains(word, 'facebook') or word = 'fb' then 'facebook'
                when contains(word, 'instagram') or word in ('ig', 'insta') or starts_with(word, 'ig ') then 'instagram'
                when contains(word, 'linkedin') or word in ('linked in', 'li') then 'linkedin'
                when contains(word, 'youtube') or word in ('youtu.be', 'you tube', 'yt') then 'youtube'
                when contains(word, 'tiktok') or word = 'tik tok' then 'tiktok'
                when contains(word, 'dailymotion') then 'dailymotion'
                when contains(word, 'viadeo') then 'viadeo'
                when contains(word, 'pinterest') then 'pinterest'
                when contains(word, 'reddit') then 'reddit'
                when contains(word, 'threads') then 'threads'
                when contains(word, 'bluesky') or contains(word, 'bsky') then 'bluesky'
                when contains(word, 'mastodon') then 'mastodon'
                when contains(word, 'twitch') then 'twitch'
                when contains(word, 'snapchat') then 'snapchat'
                when contains(word, 'telegram') or word = 't.me' then 'telegram'
                when contains(word, 'whatsapp') then 'whatsapp'
                when contains(word, 'discord') then 'discord'
                when contains(word, 'quora') then 'quora'
                when word in ('tumblr', 'tumblr.com') then 'tumblr'
                when word in ('vk', 'vk.com', 'vkontakte') then 'vk'
                when contains(word, 'weibo') then 'weibo'
                when contains(word, 'trustpilot') or contains(word, 'review') or contains(word, 'tripadvisor') then 'review'
                when contains('|avis|avis clients|avis google|google play'
                    || '|app store|yelp|glassdoor|kununu|indeed|comparably|capterra|g2|booking.com|bewertung|bewertungen|rezension|rezensionen|reseña'
                    || '|reseñas|opiniones|recensione|recensioni|avaliação|avaliações|avaliacao|avaliacoes|recensie|recensies'
                    || '|beoordeling|beoordelingen|', concat('|', word, '|')) then 'review'
                when contains(word, 'forum') or contains(word, 'fórum') or contains(word, 'messageboard')
                  or word in ('foro', 'foros') then 'forum'
                when contains(word, 'blog') then 'blog'
                when contains(word, 'podcast') then 'podcast'
                when contains(word, 'radio') or contains(word, 'rádio') or word = 'hörfunk' then 'radio'
                when word in (
                    'tv', 'télévision', 'television', 'télé', 'fernsehen', 'televisión', 'televisione', 'televisão', 'televisie'
                ) or contains(word, 'broadcast') then 'tv'
                when contains(word, 'news') or contains(word, 'magazine') or contains(word, 'press') then 'news'
                when contains(word, 'zeitung') or contains(word, 'nachrichten') or contains(word, 'zeitschrift')
                  or contains(word, 'prensa') or contains(word, 'noticia') or contains(word, 'notícia')
                  or contains(word, 'periódico') or contains(word, 'stampa') or contains(word, 'notizie')
                  or contains(word, 'giornale') or contains(word, 'imprensa') or contains(word, 'nieuws') then 'news'
                when contains('|presse|print|web|journal|journaux|actualités|actualité|site d''actualité|site d''information'
                    || '|sites d''information|revista|rivista|diario|jornal|krant|kranten|pers|tijdschrift|', concat('|', word, '|'))
                    then 'news'
                else null
            end
    )[1];

-- whether a cell names several networks: `Facebook, X` is one figure of both, not one of Facebook
create or replace macro names_networks(t) as
    case
        when not regexp_matches(lower(t), '[,;|&+] *[a-z]| (et|and|und|y|e|en) |^[a-z ()]+(/[a-z ()]+)+$') then false
        else len(list_distinct(list_filter(
            list_transform(
                regexp_split_to_array(lower(t), ' *[,;|&+/] *| (et|and|und|y|e|en) '),
                lambda part: channel_of_one(regexp_replace(part, ' *\(.*?\) *', ''))
            ),
            lambda network: list_contains([
                'facebook', 'instagram', 'x', 'linkedin', 'youtube', 'tiktok', 'pinterest', 'snapchat', 'threads', 'reddit',
                'whatsapp', 'telegram', 'bluesky', 'mastodon'
            ], network)
        ))) > 1
    end;

-- the same; none for a cell that names several networks, whose own words stay
create or replace macro channel_of(t) as case when names_networks(t) then null else channel_of_one(t) end;

-- the network of a host and of the address that it stands in
create or replace macro network_of_host(host_of, address) as
    list_transform(
        [host_of],
        lambda host:
            case
                when host = '' or host is null then null
                when regexp_matches(host, '(^|\.)(twitter\.com|x\.com|t\.co)$') then 'x'
                when regexp_matches(host, '(^|\.)(facebook\.com|fb\.com|fb\.watch|fb\.me)$') then 'facebook'
                when regexp_matches(host, '(^|\.)(instagram\.com|instagr\.am)$') then 'instagram'
                when regexp_matches(host, '(^|\.)(linkedin\.com|lnkd\.in)$') then 'linkedin'
                when regexp_matches(host, '(^|\.)(youtube\.com|youtu\.be|youtube-nocookie\.com)$') then 'youtube'
                when regexp_matches(host, '(^|\.)tiktok\.com$') then 'tiktok'
                when regexp_matches(host, '(^|\.)threads\.(net|com)$') then 'threads'
                when regexp_matches(host, '(^|\.)(bsky\.app|bsky\.social)$') then 'bluesky'
                when regexp_matches(host, '(^|\.)(mastodon|mstdn|mas\.to|fosstodon|piaille|mamot)(\.[a-z0-9-]+)*\.[a-z]{2,}$|(^|\.)mas\.to$')
                    then 'mastodon'
                -- any instance of Mastodon: https://instance.example/@name/112
                when regexp_matches(address, '^https?://[^/]+/@[^/]+/[0-9]{2,}(\?.*)?$') and not ends_with(host, 'medium.com')
                    then 'mastodon'
                when regexp_matches(host, '(^|\.)pinterest(\.[a-z]{2,3})?\.[a-z]{2,3}$|(^|\.)pin\.it$') then 'pinterest'
                when regexp_matches(host, '(^|\.)(reddit\.com|redd\.it)$') then 'reddit'
                when regexp_matches(host, '(^|\.)snapchat\.com$') then 'snapchat'
                when regexp_matches(host, '(^|\.)(whatsapp\.com|wa\.me)$') then 'whatsapp'
                when regexp_matches(host, '(^|\.)(t\.me|telegram\.me|telegram\.org)$') then 'telegram'
                when regexp_matches(host, '(^|\.)twitch\.tv$') then 'twitch'
                when regexp_matches(host, '(^|\.)(discord\.com|discord\.gg)$') then 'discord'
                when regexp_matches(host, '(^|\.)quora\.com$') then 'quora'
                when regexp_matches(host, '(^|\.)tumblr\.com$') then 'tumblr'
                when regexp_matches(host, '(^|\.)(vk\.com|vk\.ru)$') then 'vk'
                when regexp_matches(host, '(^|\.)(weibo\.com|weibo\.cn)$') then 'weibo'
                when regexp_matches(host, '(^|\.)(dailymotion\.com|dai\.ly)$') then 'dailymotion'
                when regexp_matches(host, '(^|\.)(trustpilot\.[a-z.]+|tripadvisor\.[a-z.]+|yelp\.[a-z.]+|avis-verifies\.com|g\.page|maps\.google\.[a-z.]+|play\.google\.com|apps\.apple\.com|capterra\.[a-z.]+|g2\.com|glassdoor\.[a-z.]+)$')
                  or regexp_matches(host, '(^|\.)google\.[a-z.]+$') and regexp_matches(address, '/maps(/|$|\?)')
                    then 'review'
                when regexp_matches(host, '(^|\.)(wordpress\.com|blogspot\.[a-z.]+|over-blog\.com|medium\.com|substack\.com)$')
                    then 'blog'
            end
    )[1];

-- the network whose own site an address or the name of a host belongs to, or null. A site that merely speaks of a network
-- in its name is not that network: facebook-news.example is null
create or replace macro network_of_address(t) as
    case
        when t is null then null
        when starts_with(t, 'at://') then 'bluesky'
        -- one pass over the host before the many below: most sites are no network
        when regexp_matches(
            t,
            '(?i)^\s*([a-z][a-z0-9+.-]*://)?([a-z0-9-]+\.)*(twitter|x|t|facebook|fb|instagram|instagr|linkedin|lnkd|youtube|youtu'
            || '|youtube-nocookie|tiktok|threads|bsky|mastodon|mstdn|mas|fosstodon|piaille|mamot|pinterest|pin|reddit|redd'
            || '|snapchat|whatsapp|wa|telegram|twitch|discord|quora|tumblr|vk|weibo|dailymotion|dai|trustpilot|tripadvisor'
            || '|yelp|avis-verifies|g|google|apple|capterra|g2|glassdoor|wordpress|blogspot|over-blog|medium|substack)\.[a-z]{2,}'
        )
        or regexp_matches(t, '(?i)^\s*https?://[^/\s]+/@[^/]+/[0-9]{2,}(\?.*)?$')
            then network_of_host(
                regexp_extract(lower(cell(t)), '^(?:[a-z][a-z0-9+.-]*://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[:/?#].*)?$', 1),
                lower(cell(t))
            )
    end;

-- the source type of a channel
create or replace macro source_type_of(channel) as
    case
        when channel in ('news') then 'press'
        when channel in ('blog', 'forum', 'review') then channel
        when channel = 'tumblr' then 'blog'
        when channel in ('tv', 'radio', 'podcast') then 'broadcast'
        when channel = 'other' then 'other'
        else 'social'
    end;

-- ISO 639-1 code of a language, from a code or from its English or French name
create or replace macro language_of(t) as
    list_transform(
        [lower(known(t))],
        lambda word:
            case
                when regexp_full_match(word, '[a-z]{2}') then word
                when regexp_full_match(word, '[a-z]{2}[-_][a-z]{2,4}') then word[1:2]
                when word in ('french', 'français', 'fra', 'fre') then 'fr'
                when word in ('english', 'anglais', 'eng') then 'en'
                when word in ('german', 'allemand', 'deu', 'ger') then 'de'
                when word in ('spanish', 'espagnol', 'spa') then 'es'
                when word in ('italian', 'italien', 'ita') then 'it'
                when word in ('portuguese', 'portugais', 'por') then 'pt'
                when word in ('dutch', 'néerlandais', 'nld', 'dut') then 'nl'
                when word in ('arabic', 'arabe', 'ara') then 'ar'
                when word in ('chinese', 'chinois', 'zho', 'chi') then 'zh'
                when word in ('japanese', 'japonais', 'jpn') then 'ja'
                when word in ('russian', 'russe', 'rus') then 'ru'
                when word in ('turkish', 'turc', 'tur') then 'tr'
                when word in ('polish', 'polonais', 'pol') then 'pl'
                else word
            end
    )[1];

-- ISO 3166-1 alpha-2 code of a country, from a code or from its English or French name; else the text itself
create or replace macro country_of(t) as
    list_transform(
        [known(t)],
        lambda word:
            case
                when word is null then null
                when regexp_full_match(word, '[A-Za-z]{2}') then upper(word)
                else coalesce(
                    map {
                        'fra': 'FR', 'france': 'FR', 'bel': 'BE', 'belgium': 'BE', 'belgique': 'BE', 'che': 'CH', 'switzerland': 'CH',
                        'suisse': 'CH', 'can': 'CA', 'canada': 'CA', 'gbr': 'GB', 'united kingdom': 'GB', 'royaume-uni': 'GB',
                        'deu': 'DE', 'germany': 'DE', 'allemagne': 'DE', 'esp': 'ES', 'spain': 'ES', 'espagne': 'ES', 'ita': 'IT',
                        'italy': 'IT', 'italie': 'IT', 'usa': 'US', 'united states': 'US', 'états-unis': 'US', 'lux': 'LU',
                        'luxembourg': 'LU', 'nld': 'NL', 'netherlands': 'NL', 'pays-bas': 'NL', 'prt': 'PT', 'portugal': 'PT',
                        'mar': 'MA', 'morocco': 'MA', 'maroc': 'MA', 'dza': 'DZ', 'algeria': 'DZ', 'algérie': 'DZ', 'tun': 'TN',
                        'tunisia': 'TN', 'tunisie': 'TN', 'sen': 'SN', 'senegal': 'SN', 'sénégal': 'SN', 'ind': 'IN', 'india': 'IN',
                        'jpn': 'JP', 'japan': 'JP', 'chn': 'CN', 'china': 'CN', 'bra': 'BR', 'brazil': 'BR', 'pol': 'PL',
                        'poland': 'PL', 'aut': 'AT', 'austria': 'AT', 'irl': 'IE', 'ireland': 'IE', 'aus': 'AU', 'australia': 'AU'
                    }[lower(word)],
                    word
                )
            end
    )[1];

-- a yes/no cell
create or replace macro flag(t) as
    coalesce(lower(cell(t)) in ('1', 'true', 'yes', 'y', 'oui', 'o', 'vrai', 'x'), false);

-- the sum of several counts of one record, null when none is known
create or replace macro count_sum(a, b, c) as
    cast(list_sum([a, b, c]) as bigint);

-- an unambiguous whole number: digits, or groups of three with one separator, or 45,6 k / 1.2M. '12.7', '1e3', '0x1F'
-- and '1_000' are null. A separator before exactly three digits separates thousands, since counts are whole.
create or replace macro whole(t) as
    case
        when t is null then null
        when cast(try_cast(t as bigint) as varchar) = t then try_cast(t as bigint)
        when regexp_full_match(t, '[+-]?[0-9]{1,18}') then cast(t as bigint)
        else list_transform(
            [known(t)],
            lambda word:
                case
                    when regexp_full_match(word, '[+-]?[0-9]{1,18}([.,]0+)?') and not regexp_full_match(word, '[+-]?[0-9]{1,3}[.,]000')
                        then cast(regexp_extract(word, '^[+-]?[0-9]+') as bigint)
                    when regexp_full_match(word, '[+-]?[0-9]{1,3}( [0-9]{3})+')
                      or regexp_full_match(word, '[+-]?[0-9]{1,3}(,[0-9]{3})+')
                      or regexp_full_match(word, '[+-]?[0-9]{1,3}(\.[0-9]{3})+')
                      or regexp_full_match(word, '[+-]?[0-9]{1,3}([''’][0-9]{3})+')
                        then try_cast(regexp_replace(word, '[ .,''’]', '', 'g') as bigint)
                    when regexp_full_match(word, '[+-]?[0-9]{1,15}([.,][0-9]{1,2})? ?[kKmM]')
                        then try_cast(round(
                            cast(replace(regexp_extract(word, '^[+-]?[0-9]+([.,][0-9]{1,2})?'), ',', '.') as decimal(28, 2))
                            * case when lower(right(word, 1)) = 'k' then 1000::decimal(8, 0) else 1000000::decimal(8, 0) end
                        ) as bigint)
                end
        )[1]
    end;

-- the number in a cell of sentiments, as lower(clean(cell)): '-0,4', '−1', '+2', '75 %', '9.1e-05'; null for anything else
create or replace macro sentiment_number(word) as
    case
        when regexp_full_match(word, '[-+−]? ?([0-9]+([.,][0-9]+)?|[.,][0-9]+)(e[-+]?[0-9]{1,2})?( ?%)?')
            then try_cast(translate(replace(word, '−', '-'), ', %+', '.') as double)
    end;

-- whether a cell marks its row as a total: 'Total', 'Total : Facebook', 'Sous-total', 'Moyenne', 'Gesamt'. Only for cells
-- where something else is expected (such as a date): a brand may be called Total.
create or replace macro is_total(t) as
    coalesce(
        regexp_matches(
            replace(lower(cell(t)), chr(173), ''),  -- soft hyphens
            '^((grand|sub|sous)[- ]?)?tota(l|ls|ux|le|les|li|is|al)\b|^(moyennes?|averages?|mean|sommes?|sum)( |:|$)'
            || '|^(gesamt(summe|wert|werte)?|insgesamt|(zwischen)?summe|somma|suma|subtotaal)( |:|$)'
        ),
        false
    );

-- the dimension that a header cell of a web analytics report names; null when it names none
create or replace macro web_dimension(t) as
    case
        when regexp_full_match(lower(cell(t)), '(day|hour|week|month) index|nth (hour|day|week|month)|nième (heure|jour|semaine|mois)|date|jour|day|datum')
            then 'time'
        when regexp_full_match(lower(cell(t)), '(hour|heure|day of (the )?week|jour de la semaine|week|semaine|month|mois|year|année)( of (the )?(day|year))?( name)?') then 'clock'
        when regexp_matches(lower(cell(t)), '^(page|landing page|unified (page|screen)|content group|hostname|screen|chemin de la page|titre (de la )?page|page de destination|nom d''hôte|pagina|bestemmingspagina)')
         and not regexp_matches(lower(cell(t)), 'views|vues|weergaven|value') then 'page'
        when regexp_matches(lower(cell(t)), '^(event name|nom de l.événement|gebeurtenisnaam)') then 'event'
        when regexp_matches(lower(cell(t)), '^(country|pays|land)$') then 'country'
        when regexp_matches(lower(cell(t)), '^(country|pays|land) id$') then 'country_code'
        when regexp_matches(lower(cell(t)), '^(region|city|continent|région|ville|stad)( id)?$') then 'place'
        when regexp_matches(lower(cell(t)), '^(language|langue|taal)') then 'language'
        when regexp_matches(lower(cell(t)), '(source ?/ ?medium|source ?/ ?support|bron ?/ ?medium)') then 'source_medium'
        when regexp_matches(lower(cell(t)), '(channel group|groupe de canaux|default channel|kanaalgroep)') then 'channel_group'
        when regexp_matches(lower(cell(t)), '^(session |first user |session manual |manual )?(source|bron)( platform)?$|^social network$|^réseau social$|^source de la session$') then 'source'
        when regexp_matches(lower(cell(t)), '^(session |first user )?(medium|campaign|campagne|support)( name)?$|(campagne|campaign)$|^(campagne|support) de la session$') then 'campaign'
        when regexp_matches(lower(cell(t)), '^(device|appareil|platform|plateforme|operating system|système d.exploitation|browser|navigateur|catégorie d.appareil|browserversie|besturingssysteem|apparaatcategorie)') then 'device'
        when regexp_matches(lower(cell(t)), '^(item|article|nom de l.article|product)( name| id)?$') then 'item'
        when regexp_matches(lower(cell(t)), '^(audience|gender|age|sexe|âge|user type|type d.utilisateur|interests)( name)?$') then 'audience'
    end;

-- the name of a measure of a web analytics report; those of other languages where they are known
create or replace macro web_metric(t) as
    coalesce(
        map {
            'vues': 'views', 'page views': 'views', 'pageviews': 'views', 'pages vues': 'views', 'paginaweergaven': 'views',
            'screen views': 'views', 'nb_pageviews': 'views', 'unique pageviews': 'unique_views',
            'utilisateurs actifs': 'active_users', 'actieve gebruikers': 'active_users',
            'total users': 'users', 'utilisateurs': 'users', 'nombre total d''utilisateurs': 'users', 'gebruikers': 'users',
            'unique visitors': 'users', 'visiteurs uniques': 'users', 'nb_uniq_visitors': 'users', 'nb_users': 'logged_in_users',
            'nouveaux utilisateurs': 'new_users', 'nieuwe gebruikers': 'new_users',
            'sessies': 'sessions', 'visits': 'sessions', 'visites': 'sessions', 'nb_visits': 'sessions',
            'sessions avec engagement': 'engaged_sessions',
            'nb_actions': 'actions', 'bounce_count': 'bounces', 'sum_visit_length': 'seconds_on_site',
            'nombre d''événements': 'event_count', 'événements clés': 'key_events', 'conversions': 'key_events',
            'goal completions': 'key_events', 'nb_visits_converted': 'converted_sessions',
            'total revenue': 'revenue', 'revenu total': 'revenue', 'purchase revenue': 'purchase_revenue'
        }[lower(replace(cell(t), '’', ''''))],
        nullif(trim(regexp_replace(lower(replace(cell(t), '%', 'percent')), '[^\p{L}\p{N}]+', '_', 'g'), '_'), '')
    );

-- where Google showed what a report of its search console counts: reports of Discover and News have no position, and are no
-- search. `words`: names of table and file
create or replace macro console_engine(words, position_header) as
    case
        when regexp_matches(words, '(?i)-performance-on-discover-') then 'Google Discover'
        when regexp_matches(words, '(?i)-performance-on-news-') then 'Google News'
        when position_header is null then 'Google Discover or News'
        else 'Google'
    end;

-- a count as digits, however it is written; else the cell itself
create or replace macro counted(t) as
    coalesce(cast(whole(t) as varchar), cell(t));

-- whether a cell gives only an upper bound: '< 10', '<1', '<\u00a01 %'
create or replace macro is_below(t) as
    coalesce(starts_with(cell(t), '<'), false);

-- the first day of the month that a header cell names ('janv. 2026', 'Mars-26', '2026-01', '01/2026', a date), or null
create or replace macro named_month(t) as
    case
        when regexp_full_match(cell(t), '(19|20)\d{2}-\d{2}(-\d{2}.*)?')
            then cast(date_trunc('month', try_cast(left(cell(t), 7) || '-01' as date)) as date)
        when regexp_full_match(cell(t), '\d{1,2}/(19|20)\d{2}')
            then try_cast(right(cell(t), 4) || '-' || lpad(split_part(cell(t), '/', 1), 2, '0') || '-01' as date)
        when regexp_full_match(strip_accents(lower(cell(t))), '[a-z]{3,9}\.?[ /-]*((19|20)\d{2}|\d{2})')
            then try_cast(
                case when regexp_matches(cell(t), '\d{4}$') then right(cell(t), 4) else '20' || right(cell(t), 2) end
                || case
                    when regexp_matches(strip_accents(lower(cell(t))), '^jan') then '-01-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^(fev|feb)') then '-02-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^mar') then '-03-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^(avr|apr)') then '-04-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^(mai|may)') then '-05-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^(juin|jun)') then '-06-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^(juil|jul)') then '-07-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^(aou|aug)') then '-08-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^sep') then '-09-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^oct') then '-10-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^nov') then '-11-01'
                    when regexp_matches(strip_accents(lower(cell(t))), '^dec') then '-12-01'
                end as date
            )
    end;

-- the sign of a Unicode number; null for numbers that are none
create or replace macro sign_of(number) as
    case when number > 8 and number < 1114112 and number not between 55296 and 57343 then chr(number) end;

-- text without the HTML entities that a tool left in it: 'R&amp;D' is 'R&D', '&#39;' and '&#x27;' are apostrophes
create or replace macro unescape(t) as
    case
        when not regexp_matches(t, '&(#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});') then t
        else replace(
            list_reduce(
                list_prepend(t, list_distinct(regexp_extract_all(t, '&(?:#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});'))),
                lambda text, entity:
                    case
                        when entity = '&amp;' then text
                        when starts_with(lower(entity), '&#x')
                            then replace(text, entity, coalesce(sign_of(try_cast('0x' || entity[4:-2] as integer)), entity))
                        when starts_with(entity, '&#')
                            then replace(text, entity, coalesce(sign_of(cast(entity[3:-2] as integer)), entity))
                        else replace(
                            text,
                            entity,
                            coalesce(
                                map {
                                    'lt': '<', 'gt': '>', 'quot': '"', 'apos': '''', 'nbsp': ' ', 'rsquo': '’', 'lsquo': '‘',
                                    'ldquo': '“', 'rdquo': '”', 'laquo': '«', 'raquo': '»', 'hellip': '…', 'ndash': '–',
                                    'mdash': '—', 'euro': '€', 'eacute': 'é', 'Eacute': 'É', 'egrave': 'è', 'Egrave': 'È',
                                    'ecirc': 'ê', 'euml': 'ë', 'agrave': 'à', 'Agrave': 'À', 'acirc': 'â', 'aacute': 'á',
                                    'auml': 'ä', 'Auml': 'Ä', 'aring': 'å', 'atilde': 'ã', 'ccedil': 'ç', 'Ccedil': 'Ç',
                                    'icirc': 'î', 'iuml': 'ï', 'iacute': 'í', 'igrave': 'ì', 'ntilde': 'ñ', 'ocirc': 'ô',
                                    'oacute': 'ó', 'ograve': 'ò', 'ouml': 'ö', 'Ouml': 'Ö', 'otilde': 'õ', 'oelig': 'œ',
                                    'ucirc': 'û', 'ugrave': 'ù', 'uacute': 'ú', 'uuml': 'ü', 'Uuml': 'Ü', 'szlig': 'ß',
                                    'copy': '©', 'reg': '®', 'trade': '™', 'deg': '°', 'middot': '·', 'bull': '•', 'times': '×',
                                    'iexcl': '¡', 'iquest': '¿', 'shy': '', 'zwnj': '', 'zwj': ''
                                }[entity[2:-2]],
                                entity
                            )
                        )
                    end
            ),
            '&amp;', '&'
        )
    end;

-- the text of a cell that holds HTML (posts of Mastodon, comments): tags become blanks or nothing, entities their signs.
-- Only tags that texts are written with are tags: 'I <3 it' and 'a < b' stay
create or replace macro html_text(t) as
    list_transform(
        [
            case
                when not regexp_matches(t, '(?i)</?(p|br|a|span|div|b|i|em|strong|u|s|ul|ol|li|blockquote|h[1-6]|img|code|pre|hr|q|del|ins|sub|sup|small|mark|font|table|tbody|thead|tr|td|th|figure|figcaption|section|article|iframe|video|script|style)(\s[^<>]*)?/?>')
                    then t
                else regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(t, '(?is)<!--.*?-->|<(script|style)[\s>].*?</(script|style)>', '', 'g'),
                            '(?i)\s*</?(p|br|div|ul|ol|li|blockquote|h[1-6]|pre|hr|table|tbody|thead|tr|figure|section|article)(\s[^<>]*)?/?>\s*', chr(10), 'g'
                        ),
                        '(?i)</?(a|span|b|i|em|strong|u|s|img|code|q|del|ins|sub|sup|small|mark|font|figcaption|iframe|video)(\s[^<>]*)?/?>|</?t[dh](\s[^<>]*)?>', '', 'g'
                    ),
                    '\n+', chr(10), 'g'
                )
            end
        ],
        lambda bare: nullif(trim(unescape(bare), ' ' || chr(10) || chr(13) || chr(160)), '')
    )[1];

-- the metric that a header cell of an account or post export names, in one word for all tools; else the cell itself
create or replace macro account_metric(t) as
    coalesce(
        map {
            'tweets published': 'posts', 'create post': 'posts', 'published posts': 'posts',
            'impressions (total)': 'impressions', 'page impressions:day': 'impressions', 'daily total impressions': 'impressions',
            'page impressions unique:day': 'reach', 'daily total reach': 'reach', 'reached audience': 'reach',
            'unique impressions (organic)': 'organic_reach', 'video views': 'video_views', 'page video views:day': 'video_views', 'vues': 'views',
            'media views': 'media_views', 'total viewers': 'viewers', 'new viewers': 'new_viewers', 'returning viewers': 'returning_viewers',
            'profile views': 'profile_visits', 'profile visits': 'profile_visits', 'user profile clicks': 'profile_clicks',
            'page views logged in total:day': 'profile_visits', 'daily logged-in page views': 'profile_visits',
            'total page views (total)': 'profile_visits', 'total unique visitors (total)': 'unique_visitors',
            'engagement': 'engagements', 'engagements total': 'engagements', 'interactions': 'engagements',
            'page engaged users:day': 'engaged_users', 'daily page engaged users': 'engaged_users', 'engaged audience': 'engaged_users',
            'likes': 'reactions', 'reactions (total)': 'reactions', 'j''aime': 'reactions',
            'replies': 'comments', 'comments (total)': 'comments', 'reponses': 'comments', 'commentaires': 'comments',
            'retweets': 'shares', 'reposts': 'shares', 'reposts (total)': 'shares', 'partages': 'shares',
            'bookmarks': 'saves', 'url clicks': 'link_clicks', 'post link clicks': 'link_clicks', 'website clicks': 'website_clicks',
            'clicks (total)': 'clicks', 'page consumptions:day': 'clicks',
            'watch time (hours)': 'watch_hours', 'duree de visionnage (heures)': 'watch_hours',
            'google search - mobile': 'search_mobile_views', 'google search - desktop': 'search_desktop_views',
            'google maps - mobile': 'maps_mobile_views', 'google maps - desktop': 'maps_desktop_views'
        }[strip_accents(lower(replace(replace(cell(t), '_', ' '), '’', '''')))],
        nullif(trim(regexp_replace(strip_accents(lower(cell(t))), '[^\p{L}\p{N}]+', '_', 'g'), '_'), '')
    );

-- a count that a spreadsheet formatted as a date: 1900-04-09 is 100
create or replace macro unserial(t) as
    case
        when regexp_full_match(cell(t), '(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}( 00:00:00)?')
            then cast(
                datediff('day', date '1899-12-30', try_cast(left(cell(t), 10) as date))
                - case when try_cast(left(cell(t), 10) as date) < date '1900-03-01' then 1 else 0 end as varchar
            )
        else t
    end;

-- the words of a text, each once: three letters or more; a compound whose parts mean something else is one word, as people
-- write and search it
create or replace macro words_of(title, body) as
    list_distinct(regexp_extract_all(
        regexp_replace(lower(concat_ws(' ', title, body)), 'https?://\S+', ' ', 'g'),
        '(?:week-end|rendez-vous|après-vente|après-midi|porte-parole|savoir-faire|bien-être|haut-parleur|start-up|plug-in|e-mail|e-commerce|e-réputation)\pL*|\pL{3,}'
    ));

-- the names in a cell that lists them, each with its place: 'Acme; Beta', 'Acme, Beta', 'Acme / Beta', one per line,
-- '1. Acme 2. Beta', '["Acme", "Beta"]'. Semicolons, bars, slashes between blanks and line ends separate where there is one,
-- else commas; '-' and 'none' are no names
create or replace macro names_in(t) as
    list_transform(
        [
            list_filter(
                list_transform(
                    string_split_regex(
                        case
                            when regexp_matches(t, '^\s*1[.)] ')
                                then regexp_replace(clean(t), '(^|[;|\n,/ ])\s*[1-9][0-9]?[.)] +', ' | ', 'g')
                            else regexp_replace(coalesce(clean(t), ''), '^\[(.*)\]$', '\1')
                        end,
                        case when regexp_matches(t, '[;|\n]| / |^\s*1[.)] ') then '[;|\n]+| / ' else '[,،、]' end
                    ),
                    lambda name: known(trim(cell(name), '"'' ,;'))
                ),
                lambda name:
                    name is not null
                    and lower(name) not in ('none', 'aucune', 'aucun', 'no brand', 'keine', 'ninguna', 'nessuna', 'nenhuma', 'geen')
            )
        ],
        lambda names: list_transform(
            list_distinct(names),
            lambda name: {'named': name, 'rank': list_position(names, name)}
        )
    )[1];

-- what a cell lists, one per line: addresses or sites that semicolons, bars, commas or blanks separate
create or replace macro lines_of(t) as
    nullif(
        array_to_string(
            list_filter(
                list_transform(
                    string_split_regex(regexp_replace(coalesce(clean(t), ''), '^\[(.*)\]$', '\1'), '[;|\n]+|,? +|,(https?://)?'),
                    lambda one: trim(one, '"'' ,')
                ),
                lambda one: one is not null and one <> ''
            ),
            chr(10)
        ),
        ''
    );

-- a grade out of `scale` as stars out of 5; null for one beyond the scale
create or replace macro stars_among(grade, scale) as
    case
        when grade > scale then null
        when grade = 0 and scale = 5 then -1
        else grade * 5 / scale
    end;

-- the stars of a review, out of 5: '4', '4,5', '4/5', '8/10', '16/20', '90 %', '4 out of 5 stars', '★★★★☆', 'FOUR'. A bare number
-- is out of `scale`; one that is greater, and anything else, is null. No star out of 5 is what tools write where none was
-- given: −1
create or replace macro stars_of(t, scale := 5) as
    list_transform(
        [lower(translate(clean(t), ',', '.'))],
        lambda word:
            case
                when regexp_full_match(word, '[0-9]+(\.[0-9]+)?') then stars_among(word::double, scale)
                when regexp_full_match(word, '(rated )?[0-9](\.[0-9]+)? ?(stars?|étoiles?|sterne?|estrellas?|stelle|estrelas?|sterren)')
                    then stars_among(regexp_extract(word, '[0-9.]+')::double, 5)
                when regexp_full_match(word, '(rated )?[0-9]+(\.[0-9]+)? ?((stars?|étoiles?|sterne?) )?(/|out of|sur|von|de) ?(5|10|20|100)( ?(stars?|étoiles?|sternen?))?')
                    then stars_among(
                        regexp_extract(word, '[0-9.]+')::double, regexp_extract(word, '(5|10|20|100)[^0-9]*$', 1)::integer
                    )
                when regexp_full_match(word, '[0-9]+(\.[0-9]+)? ?%')
                    then stars_among(regexp_extract(word, '[0-9.]+')::double, 100)
                when regexp_full_match(word, '[★⭐]{1,5}[☆]*') then length(replace(word, '☆', ''))::double
                when word in ('one', 'two', 'three', 'four', 'five')
                    then list_position(['one', 'two', 'three', 'four', 'five'], word)::double
            end
    )[1];

-- whether a header cell is that of a remark that people add beside a tool's columns
create or replace macro is_remark(t) as
    coalesce(
        regexp_full_match(
            strip_accents(lower(cell(t))),
            '(remarques?|notes?|remarks?|observations?|commentaires? internes?|vu par|seen by|a faire|to ?do|memo)( .*)?|(colonne|column|col) ?[0-9]+'
        ),
        false
    );
