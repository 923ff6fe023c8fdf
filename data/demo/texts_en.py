"""What people and newspapers write in English. Places in braces: those of `texts_fr`."""

from __future__ import annotations

SAYINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "driving": (
        ("{the} handles beautifully", "so quiet inside {the}", "the seats of {the} are a joy on the motorway"),
        ("{the} drives like any other compact", "has anyone fitted all-season tyres to {the}?"),
        ("{the} shakes above 110 km/h", "far too much wind noise in {the}", "the gearbox of {the} hesitates at every roundabout"),
    ),
    "service": (
        ("the {brand} workshop fixed it in one morning", "great welcome at the {brand} dealer"),
        ("what does a service cost for {the}?", "looking for a {brand} dealer open on Saturday"),
        ("three weeks waiting for a part at the {brand} dealer", "{brand} customer service never calls back"),
    ),
    "price": (
        ("at that price {the} is a bargain", "{brand} gave me the best trade-in"),
        ("what is {my} worth second-hand?", "the price of {the} changes in January"),
        ("the price of {the} went up again", "options on {the} cost a fortune"),
    ),
    "electric": (
        ("real range of {the}: better than promised", "fast charging on {the} is brilliant"),
        ("{the} uses 16 kWh per 100 km on my commute", "which wall box for {the}?"),
        ("the range of {the} collapses in the cold", "charging {the} stopped in the middle of the night"),
    ),
    "style": (
        ("what a beautiful shape {the} has", "the cabin of {the} feels premium"),
        ("saw {the} in grey this morning", "{the} now comes in green"),
        ("the plastics in {the} feel cheap", "the screen of {the} is unreadable in the sun"),
    ),
    "reliability": (
        ("not a single fault with {my}", "{my} passed its inspection without a remark"),
        ("update installed on {my}", "what oil interval for {the}?"),
        ("{my} broke down again", "engine light on {my}, second time this year"),
    ),
    "delivery": (
        ("{my} came three weeks early", "lovely handover at the {brand} dealer"),
        ("ordered {the}", "{my} is due in {month}"),
        ("delivery of {the} postponed again", "no news from {brand} about {my}"),
    ),
    "recall": (
        ("fair play to {brand} for being open about this recall",),
        ("{brand} safety recall: how do I check my chassis number?", "brake recall letter for {the} has arrived"),
        ("{brand} safety recall: we drove with those brakes?", "a brake recall on {the}, this is dangerous",
         "{brand} recall line does not answer", "{brand} knew about the brake defect and said nothing"),
    ),
    "strike": (
        ("agreement at the {brand} plant in Montreval, good news",),
        ("strike at the {brand} plant in Montreval", "does the {brand} strike delay {the}?"),
        ("{brand} strike: management let it rot", "another strike and {my} will never come"),
    ),
    "campaign": (
        ("the silent road tour by {brand} is wonderful", "tried {the} thanks to the silent road tour, loved it"),
        ("silent concert in {the} this Saturday",),
        ("just another {brand} advert to make us forget the recall",),
    ),
    "test drives": (
        ("48 hours with {the}: I am ordering one", "the 48-hour test drive by {brand} convinced me"),
        ("booked {the} for 48 hours",),
        ("{brand} cancelled my 48-hour test drive",),
    ),
    "outage": (
        ("{brand} app is back, thank you",),
        ("is the {brand} app down for you too?",),
        ("{brand} app down, cannot open {the}", "two days without the {brand} app, no answer from support"),
    ),
    "launch": (
        ("{the} is the nice surprise of the year", "first drive of {the}: {brand} got it right"),
        ("{brand} launches {the}", "here are the prices of {the}"),
        ("the launch price of {the} is absurd",),
    ),
    "motor show": (
        ("best stand of the motor show: {brand}", "sat in {the} at the show, lovely"),
        ("{the} is at the motor show", "stopping at the {brand} stand"),
        ("queued an hour for {the} at the show, disappointed",),
    ),
}  # fmt: skip
OPENINGS = ("", "", "", "Honestly, ", "Quick note: ", "This morning: ", "My take: ", "So, ", "For what it's worth: ")
DETAILS = (
    "{km} km on the clock.", "{months} months in, {km} km.", "Model year {year}, {km} km.", "{trim} version, {months} months, {km} km.",
    "{price} € a month over {months} months.", "Drove from {city} to {town}, {km} km in all.", "Seen in {city}, {trim}, model {year}.",
)  # fmt: skip
CLOSINGS = (
    ("Thanks {brand}!", "Recommended.", "Well done.", "Very happy.", ""),
    ("Any thoughts?", "Will report back.", "", ""),
    ("Disappointed.", "Avoid.", "@{official} any answer?", "Never again.", ""),
)
LONGER = (
    "I take it to work every day and with the family at weekends.", "I had another brand before, so I can compare.",
    "If you hesitate, ask for a test drive first.", "I will update this post when I know more.",
)  # fmt: skip
PRESS: dict[str, tuple[tuple[tuple[str, str, str], ...], ...]] = {
    "market": (
        (("{brand} sales up in {month}", "Better than the market.", "{brand} registered {figure} cars in {month}, {share} % more than a year before."),),
        (("{brand} registers {figure} cars in {month}", "The market is still hesitant.", "{brand} registered {figure} cars in {month}, a share of {share} %."),),
        (("{brand} loses ground in {month}", "The market grew without it.", "{brand} registered only {figure} cars in {month}, {share} % fewer than a year before."),),
    ),
    "road test": (
        (("{loop} km in {the}: a success", "We lent the car to three drivers.", "After {loop} km from {city} to {town}, {the} charmed us and scored {note} out of 20."),),
        (("{the} against its rivals", "Six cars, one road.", "Over {loop} km around {city}, {the} came {place}th with {share} litres per 100 km."),),
        (("{the} disappoints", "Rattles and poor finish.", "In {loop} km from {city} to {town}, {the} rattled and drank {share} litres per 100 km."),),
    ),
    "industry": (
        (("{brand} hires in {city}", "Newcomers are trained on site.", "{brand} hires {figure} people in {city}, {share} % of them apprentices."),),
        (("{brand} opens a dealer in {city}", "Works took {months} months.", "The {brand} dealer in {city} aims at {figure} sales a year and {rank} jobs."),),
        (("{brand} closes a workshop in {city}", "Customers must travel.", "The {brand} workshop in {city} closes; {figure} customers are sent to {town}."),),
    ),
    "recall": (
        (("{brand} recall: first cars repaired", "It takes two hours.", "{figure} {brand} cars have been repaired after the recall, free of charge."),),
        (("{brand} recalls 38,000 cars", "Models of 2023 to 2025 are concerned.", "{brand} recalls 38,000 cars for safety reasons; {figure} owners have checked theirs online."),),
        (("{brand} recalls 38,000 cars over failing brakes", "Accidents were reported.", "{brand} recalls 38,000 cars whose brakes may fail; {figure} reports were collected."),),
    ),
    "strike": (
        (("{brand} strike ends with an agreement", "Work resumes on Monday.", "{brand} and its unions signed for {share} % and {figure} workers."),),
        (("Strike at the {brand} plant", "Lines run slowly.", "Unions say {figure} {brand} workers are on strike in Montreval."),),
        (("{brand} dispute turns sour", "The plant is blocked.", "{figure} workers block the {brand} plant over an offer of {share} %."),),
    ),
    "campaign": (
        (("{brand} puts a concert on the road", "The tour stops in {city}.", "{brand} expects {figure} people in {city} for its silent road tour, sold out already."),),
        (("{brand} tours with concerts", "Four weeks on the road.", "The silent road tour by {brand} stops in {city} and {town}, {figure} seats a night."),),
        (("A risky advert by {brand}", "Three months after a recall.", "{share} % of our {figure} readers do not believe the silent road tour by {brand}."),),
    ),
    "outage": (
        (("{brand} app is back", "Drivers are compensated.", "{brand} restored its app for {figure} drivers."),),
        (("{brand} app fails", "The cause is unknown.", "The {brand} app failed for {figure} drivers, {share} % of them near {city}."),),
        (("Locked out of their {brand}", "Drivers tell.", "{figure} drivers in {city} could not open their {brand}."),),
    ),
    "launch": (
        (("{brand} hits hard with {the}", "Orders pour in.", "{figure} customers have ordered {the} from {brand} already."),),
        (("{brand} unveils {the}", "Orders are open.", "{brand} aims at {figure} sales of {the} in its first year, from {price} € a month."),),
        (("{the} comes late", "Rivals are ahead.", "{the} costs {share} % more than its rivals; {brand} expects {figure} sales."),),
    ),
    "motor show": (
        (("{the} is the star of the show", "Crowds turned up.", "{the} drew {figure} visitors in one day."),),
        (("Motor show: {brand} in brief", "Doors opened on Monday.", "{figure} visitors stopped at {the}, {brand} says."),),
        (("Motor show: {brand} fails to convince", "Few novelties.", "{brand} shows {place} cars and loses {share} % of {figure} visitors."),),
    ),
}  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
